using System.Net;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;

namespace Dapr.Protocol.Grpc;

/// <summary>
/// gRPC calls over HTTP/2. Addresses: <c>http://</c> (prior knowledge, no TLS), <c>https://</c>, <c>unix:///path</c>.
/// Methods are named by their path without the leading slash, e.g. <c>dapr.proto.runtime.v1.Dapr/GetState</c>. Safe for
/// concurrent use. Every failure is a <see cref="RpcException"/>, except the caller's own cancellation, which is an
/// <see cref="OperationCanceledException"/>. Nothing is retried here.
/// </summary>
public sealed class GrpcClient : IDisposable
{
    private static readonly Dictionary<string, string> EmptyHeaders = [];

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string? _apiToken;
    private readonly int _maxReceiveMessageBytes;

    /// <param name="address">Where the server listens.</param>
    /// <param name="apiToken">Sent as <c>dapr-api-token</c> with every call when given.</param>
    /// <param name="maxReceiveMessageBytes">Larger responses fail with RESOURCE_EXHAUSTED.</param>
    public GrpcClient(Uri address, string? apiToken = null, int maxReceiveMessageBytes = GrpcLimits.MaxClientMessageSizeBytes)
    {
        ArgumentNullException.ThrowIfNull(address);
        _address = GrpcTransport.BaseAddress(address);
        _apiToken = string.IsNullOrEmpty(apiToken) ? null : apiToken;
        _maxReceiveMessageBytes = maxReceiveMessageBytes;
        _http = new HttpClient(GrpcTransport.CreateHandler(address)) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("dapr-protocol-dotnet/1.0");
    }

    /// <summary>One request, one response.</summary>
    public Task<TResponse> UnaryAsync<TResponse>(string method, IMessage request, CancellationToken cancellationToken = default)
        where TResponse : class, IMessage<TResponse>, new() =>
        UnaryAsync<TResponse>(method, request, headers: null, deadline: null, cancellationToken);

    /// <summary>One request, one response.</summary>
    /// <param name="method">The path, e.g. <c>dapr.proto.runtime.v1.Dapr/GetState</c>; a leading slash is accepted.</param>
    /// <param name="request">The request message.</param>
    /// <param name="headers">Metadata of the call.</param>
    /// <param name="deadline">From now; sent as grpc-timeout, and DEADLINE_EXCEEDED when it passes here.</param>
    /// <param name="cancellationToken">Cancels the call; the server sees the stream reset.</param>
    public async Task<TResponse> UnaryAsync<TResponse>(
        string method,
        IMessage request,
        IReadOnlyDictionary<string, string>? headers,
        TimeSpan? deadline = null,
        CancellationToken cancellationToken = default)
        where TResponse : class, IMessage<TResponse>, new()
    {
        using var call = CallScope.Start(deadline, cancellationToken);
        try
        {
            using var response = await SendAsync(method, new GrpcRequestContent(request), headers, deadline, call.Token).ConfigureAwait(false);
            var reader = await OpenAsync(response, call.Token).ConfigureAwait(false);
            var message = await reader.ReadAsync<TResponse>(call.Token).ConfigureAwait(false);
            if (message is not null && await reader.ReadAsync<TResponse>(call.Token).ConfigureAwait(false) is not null)
            {
                throw new RpcException(new Status(StatusCode.Internal, "More than one message in the response of a unary call."));
            }

            GrpcStatusReader.CheckStatus(response.TrailingHeaders);
            return message ?? throw new RpcException(new Status(StatusCode.Internal, "The call ended OK without a response message."));
        }
        catch (Exception e) when (call.Translate(e) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>One request, any number of responses, without metadata.</summary>
    public IAsyncEnumerable<TResponse> ServerStreamAsync<TResponse>(string method, IMessage request, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new() =>
        ServerStreamAsync<TResponse>(method, request, headers: null, cancellationToken);

    /// <summary>One request, any number of responses. The call starts with the enumeration and is cancelled when that is left early.</summary>
    public IAsyncEnumerable<TResponse> ServerStreamAsync<TResponse>(
        string method,
        IMessage request,
        IReadOnlyDictionary<string, string>? headers = null,
        CancellationToken cancellationToken = default)
        where TResponse : class, IMessage<TResponse>, new() =>
        StreamAsync<TResponse>(method, () => new GrpcRequestContent(request), headers, cancellationToken);

    /// <summary>Any number of requests and responses, each side at its own pace. The request sequence is enumerated while the call runs.</summary>
    public IAsyncEnumerable<TResponse> DuplexStreamAsync<TRequest, TResponse>(
        string method,
        IAsyncEnumerable<TRequest> requests,
        IReadOnlyDictionary<string, string>? headers = null,
        CancellationToken cancellationToken = default)
        where TRequest : IMessage
        where TResponse : class, IMessage<TResponse>, new() =>
        StreamAsync<TResponse>(method, () => new GrpcStreamContent<TRequest>(requests), headers, cancellationToken);

    /// <summary>Closes the connections; calls under way fail.</summary>
    public void Dispose() => _http.Dispose();

    private async IAsyncEnumerable<TResponse> StreamAsync<TResponse>(
        string method,
        Func<HttpContent> content,
        IReadOnlyDictionary<string, string>? headers,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        using var call = CallScope.Start(deadline: null, cancellationToken);
        HttpResponseMessage response;
        GrpcResponseReader reader;
        try
        {
            response = await SendAsync(method, content(), headers, deadline: null, call.Token).ConfigureAwait(false);
            reader = await OpenAsync(response, call.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (call.Translate(e) is { } translated)
        {
            throw translated;
        }

        using (response)
        {
            while (await NextAsync().ConfigureAwait(false) is { } message)
            {
                yield return message;
            }
        }

        async ValueTask<TResponse?> NextAsync()
        {
            try
            {
                var message = await reader.ReadAsync<TResponse>(call.Token).ConfigureAwait(false);
                if (message is null)
                {
                    GrpcStatusReader.CheckStatus(response.TrailingHeaders);
                }

                return message;
            }
            catch (Exception e) when (call.Translate(e) is { } translated)
            {
                throw translated;
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        string method, HttpContent content, IReadOnlyDictionary<string, string>? headers, TimeSpan? deadline, CancellationToken cancellationToken)
    {
        // Not disposed: that would dispose the content, which a duplex call is still sending when the headers arrive.
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, "/" + method.TrimStart('/')))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TE.ParseAdd("trailers");
        request.Headers.TryAddWithoutValidation(GrpcProtocol.AcceptEncodingHeader, GrpcCompression.Accepted);
        if (_apiToken is not null)
        {
            request.Headers.TryAddWithoutValidation(GrpcProtocol.ApiTokenHeader, _apiToken);
        }

        if (deadline is { } timeout)
        {
            request.Headers.TryAddWithoutValidation(GrpcProtocol.TimeoutHeader, GrpcProtocol.EncodeTimeout(timeout));
        }

        foreach (var (name, value) in headers ?? EmptyHeaders)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    private async Task<GrpcResponseReader> OpenAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            GrpcStatusReader.CheckHeaders(response);
            var encoding = response.Headers.TryGetValues(GrpcProtocol.EncodingHeader, out var encodings) ? encodings.First() : null;
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new GrpcResponseReader(body, encoding, _maxReceiveMessageBytes);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
