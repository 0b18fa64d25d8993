using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace Dapr.Protocol.Grpc;

/// <summary>Turns what HTTP says about a call into a gRPC status.</summary>
internal static class GrpcStatusReader
{
    /// <exception cref="RpcException">The response is no gRPC response, or it already carries a failure.</exception>
    public static void CheckHeaders(HttpResponseMessage response)
    {
        // A call that fails before its first message may carry its status in the headers.
        if (response.Headers.Contains(GrpcProtocol.StatusTrailer))
        {
            CheckStatus(response.Headers);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new RpcException(new Status(FromHttp(response.StatusCode), $"Bad gRPC response: HTTP status {(int)response.StatusCode}."));
        }

        var contentType = response.Content.Headers.ContentType?.ToString();
        if (!GrpcProtocol.IsGrpc(contentType))
        {
            throw new RpcException(new Status(StatusCode.Unknown, $"Bad gRPC response: content type '{contentType}'."));
        }
    }

    /// <exception cref="RpcException">The status in the block is not OK, or is missing.</exception>
    public static void CheckStatus(HttpResponseHeaders block)
    {
        if (!block.TryGetValues(GrpcProtocol.StatusTrailer, out var values))
        {
            throw new RpcException(new Status(StatusCode.Internal, "The response ended without a grpc-status."));
        }

        var text = values.First();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            throw new RpcException(new Status(StatusCode.Unknown, $"Bad grpc-status '{text}'."));
        }

        if (code == 0)
        {
            return;
        }

        var detail = block.TryGetValues(GrpcProtocol.MessageTrailer, out var details) ? GrpcProtocol.DecodeDetail(details.First()) : "";
        throw new RpcException(new Status(Enum.IsDefined((StatusCode)code) ? (StatusCode)code : StatusCode.Unknown, detail));
    }

    public static RpcException FromTransport(Exception exception) => exception switch
    {
        HttpProtocolException e => new(new Status(FromHttp2(e.ErrorCode), "The HTTP/2 stream was reset: " + e.Message, e)),
        _ when GrpcFailures.IsConnectFailure(exception) => new(new Status(StatusCode.Unavailable, "The connection could not be made: " + exception.Message, exception)),
        HttpRequestException { InnerException: HttpProtocolException inner } => FromTransport(inner),
        IOException { InnerException: HttpProtocolException inner } => FromTransport(inner),
        _ => new(new Status(StatusCode.Unavailable, "The connection broke: " + exception.Message, exception)),
    };

    private static StatusCode FromHttp(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    // The table of the gRPC over HTTP/2 specification.
    private static StatusCode FromHttp2(long errorCode) => errorCode switch
    {
        0x7 => StatusCode.Unavailable,
        0x8 => StatusCode.Cancelled,
        0xb => StatusCode.ResourceExhausted,
        0xc => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };
}
