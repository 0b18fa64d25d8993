using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Policies;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Operations;

/// <summary>Where an invocation goes: an app of this runtime, or another runtime that serves it.</summary>
internal readonly record struct InvocationTarget(AppChannel? Channel, Uri Address, string PathPrefix);

/// <summary>Calls one app for another, with the retries of its policy where nothing has reached the app yet.</summary>
/// <param name="apiToken">What runtimes that hand calls on to one another share; null where they ask for nothing.</param>
internal sealed class AppInvoker(AppDirectory apps, PolicyCatalog policies, string? apiToken) : IDisposable
{
    private const string CallerHeader = "dapr-caller-app-id";
    private const string CalleeHeader = "dapr-callee-app-id";
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpMessageInvoker _peers = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null, AllowAutoRedirect = false, ConnectTimeout = ConnectTimeout, UseCookies = false, UseProxy = false,
    });

    /// <summary>Sends a request the caller builds anew for each try; the caller disposes the response.</summary>
    /// <param name="canRepeat">False where the body is a stream that can be read once.</param>
    public async Task<InvokedResponse> SendAsync(
        string callerAppId, string appId, Func<InvocationTarget, HttpRequestMessage> build, bool canRepeat, CancellationToken cancellationToken)
    {
        if (appId.Length == 0)
        {
            throw new ApiException(404, StatusCode.InvalidArgument, "ERR_DIRECT_INVOKE", "failed getting app id either from the URL path or the header dapr-app-id");
        }

        try
        {
            return await policies.Invocation(callerAppId, appId).RunAsync(
                token => SendOnceAsync(callerAppId, appId, build, token),
                failure => canRepeat && failure is AppAwayException, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or AppAwayException or TimeoutException or CircuitOpenException)
        {
            throw new ApiException(500, StatusCode.Unavailable, "ERR_DIRECT_INVOKE", $"failed to invoke, id: {appId}, err: {failure.Message}", failure);
        }
    }

    public void Dispose() => _peers.Dispose();

    private async Task<InvokedResponse> SendOnceAsync(
        string callerAppId, string appId, Func<InvocationTarget, HttpRequestMessage> build, CancellationToken cancellationToken)
    {
        var target = Find(appId);
        var request = build(target);
        AddHeaders(request, callerAppId, appId, isPeer: target.Channel is null);
        var slot = target.Channel is { } channel ? await channel.EnterAsync(cancellationToken) : null;
        try
        {
            var response = target.Channel is { } app
                ? await app.SendAsync(request, cancellationToken)
                : await _peers.SendAsync(request, cancellationToken);
            return new InvokedResponse(response, slot);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConnectionError)
        {
            slot?.Dispose();
            throw new AppAwayException(failure.Message, failure);
        }
        catch
        {
            slot?.Dispose();
            throw;
        }
    }

    private void AddHeaders(HttpRequestMessage request, string callerAppId, string appId, bool isPeer)
    {
        // A call that another runtime has handed on comes in on the callee's own port, with the caller's name in it.
        if (callerAppId != appId || !request.Headers.Contains(CallerHeader))
        {
            request.Headers.Remove(CallerHeader);
            request.Headers.TryAddWithoutValidation(CallerHeader, callerAppId);
        }

        request.Headers.Remove(CalleeHeader);
        request.Headers.TryAddWithoutValidation(CalleeHeader, appId);
        if (isPeer && apiToken is not null)
        {
            request.Headers.TryAddWithoutValidation("dapr-api-token", apiToken);
        }
    }

    private InvocationTarget Find(string appId)
    {
        if (apps.Find(appId) is { } app)
        {
            return app.Channel is { } channel
                ? new InvocationTarget(channel, channel.Address, "/")
                : throw new AppAwayException($"app '{appId}' is not attached");
        }

        return apps.Peer(appId) is { } peer
            ? new InvocationTarget(null, peer, $"/v1.0/invoke/{Uri.EscapeDataString(appId)}/method/")
            : throw new ApiException(500, StatusCode.Unavailable, "ERR_DIRECT_INVOKE", $"failed to invoke, id: {appId}, err: couldn't find app id {appId}");
    }

    /// <summary>Nothing reached the app: safe to repeat.</summary>
    private sealed class AppAwayException(string message, Exception? inner = null) : Exception(message, inner);
}

/// <summary>An app's answer; holds the app's slot until it has been read and disposed.</summary>
internal sealed class InvokedResponse(HttpResponseMessage response, IDisposable? slot) : IDisposable
{
    public HttpResponseMessage Message => response;

    public void Dispose()
    {
        response.Dispose();
        slot?.Dispose();
    }
}
