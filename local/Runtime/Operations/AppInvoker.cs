using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.CloudEvents;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Operations;

/// <summary>Where an invocation goes: an app of this runtime, or another runtime that serves it.</summary>
internal readonly record struct InvocationTarget(AppChannel? Channel, Uri Address, string PathPrefix);

/// <summary>
/// Calls one app for another. As in daprd a call is tried again three times, a second apart, where nothing has reached the app.
/// </summary>
/// <param name="apiToken">What runtimes that hand calls on to one another share; null where they ask for nothing.</param>
internal sealed class AppInvoker(AppDirectory apps, TimeProvider time, string? apiToken) : IDisposable
{
    private const string CallerHeader = "dapr-caller-app-id";
    private const string CalleeHeader = "dapr-callee-app-id";
    private const int Retries = 3;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpMessageInvoker _peers = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null, AllowAutoRedirect = false, ConnectTimeout = ConnectTimeout, UseCookies = false,
        UseProxy = false,
    });

    /// <summary>Sends a request the caller builds anew for each try; the caller disposes the response.</summary>
    /// <param name="canRepeat">False where the body is a stream that can be read once.</param>
    public async Task<InvokedResponse> SendAsync(
        string callerAppId, string appId, Func<InvocationTarget, HttpRequestMessage> build, bool canRepeat,
        CancellationToken cancellationToken)
    {
        if (appId.Length == 0)
        {
            throw ApiException.NoAppId();
        }

        for (var tries = 0; ; tries++)
        {
            try
            {
                return await SendOnceAsync(callerAppId, appId, build, cancellationToken);
            }
            catch (AppAwayException) when (canRepeat && tries < Retries)
            {
                await Task.Delay(RetryDelay, time, cancellationToken);
            }
            catch (Exception failure) when (failure is HttpRequestException or AppAwayException)
            {
                throw Failed(appId, failure.Message, failure);
            }
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
        // A call that another runtime has handed on comes in on the callee's own port, with the caller's name in it; so does a
        // call of an app to itself, which daprd gives no names.
        if (callerAppId != appId)
        {
            request.Headers.Remove(CallerHeader);
            request.Headers.TryAddWithoutValidation(CallerHeader, callerAppId);
            request.Headers.Remove(CalleeHeader);
            request.Headers.TryAddWithoutValidation(CalleeHeader, appId);
        }

        if (!request.Headers.Contains(TraceContext.ParentHeader))
        {
            request.Headers.TryAddWithoutValidation(TraceContext.ParentHeader, TraceContext.NoParent);
        }

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
            : throw Failed(appId, $"couldn't find service: {appId}");
    }

    private static ApiException Failed(string appId, string reason, Exception? inner = null) =>
        new(500, StatusCode.Unavailable, "ERR_DIRECT_INVOKE", $"failed to invoke, id: {appId}, err: {reason}", inner);

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
