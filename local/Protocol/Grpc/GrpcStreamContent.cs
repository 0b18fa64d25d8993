using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Dapr.Protocol.Grpc;

/// <summary>A request body that grows: each message leaves as soon as the caller's sequence yields it.</summary>
internal sealed class GrpcStreamContent<TRequest> : HttpContent
    where TRequest : IMessage
{
    private readonly IAsyncEnumerable<TRequest> _requests;

    public GrpcStreamContent(IAsyncEnumerable<TRequest> requests)
    {
        _requests = requests;
        Headers.ContentType = new MediaTypeHeaderValue(GrpcProtocol.ContentType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The headers must reach the server before the first message exists, or both ends would wait.
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var request in _requests.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await GrpcRequestContent.WriteMessageAsync(stream, request, request.CalculateSize(), cancellationToken).ConfigureAwait(false);
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
