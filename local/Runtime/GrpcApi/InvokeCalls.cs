using Dapr.Proto.Common.V1;
using Dapr.Proto.Runtime.V1;
using Dapr.Protocol.Grpc;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Operations;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <summary>InvokeService, which SDKs keep for older callers: an HTTP call to the app in a gRPC message.</summary>
internal static class InvokeCalls
{
    public static void MapInvokeCall(this IEndpointRouteBuilder routes, AppInvoker invoker, long maxBodySizeBytes) =>
        routes.MapDaprUnary<InvokeServiceRequest, InvokeResponse>("InvokeService", async (request, context) =>
        {
            using var response = await invoker.SendAsync(
                context.App().AppId, request.Id, target => Build(request.Message, target), canRepeat: true, context.RequestAborted);
            var body = await BoundedBody.ReadAsync(
                response.Message.Content, (int)Math.Min(maxBodySizeBytes, int.MaxValue / 2), context.RequestAborted);
            if (!response.Message.IsSuccessStatusCode)
            {
                throw new RpcException(new Status(FromHttp((int)response.Message.StatusCode), $"the app answered {(int)response.Message.StatusCode}"));
            }

            return new InvokeResponse
            {
                Data = new Any { Value = UnsafeByteOperations.UnsafeWrap(body) },
                ContentType = response.Message.Content.Headers.ContentType?.ToString() ?? "",
            };
        });

    private static HttpRequestMessage Build(InvokeRequest message, InvocationTarget target)
    {
        var verb = message.HttpExtension?.Verb ?? HTTPExtension.Types.Verb.None;
        var method = verb == HTTPExtension.Types.Verb.None ? HttpMethod.Post : HttpMethod.Parse(verb.ToString().ToUpperInvariant());
        var query = message.HttpExtension?.Querystring is { Length: > 0 } text ? "?" + text.TrimStart('?') : "";
        var address = target.Address.GetLeftPart(UriPartial.Authority) + target.PathPrefix + message.Method.TrimStart('/') + query;
        var request = new HttpRequestMessage(method, new Uri(address));
        if (message.Data is { Value.Length: > 0 } data)
        {
            request.Content = new ReadOnlyMemoryContent(data.Value.Memory);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", message.ContentType);
        }

        return request;
    }

    private static StatusCode FromHttp(int status) => status switch
    {
        400 => StatusCode.InvalidArgument,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.NotFound,
        409 => StatusCode.AlreadyExists,
        429 => StatusCode.ResourceExhausted,
        501 => StatusCode.Unimplemented,
        503 => StatusCode.Unavailable,
        504 => StatusCode.DeadlineExceeded,
        _ => StatusCode.Unknown,
    };
}
