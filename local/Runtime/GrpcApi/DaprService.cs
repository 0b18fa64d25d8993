using Dapr.Protocol.Grpc;
using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Operations;
using Google.Protobuf;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <summary>Maps the calls of dapr.proto.runtime.v1.Dapr, translating the runtime's errors.</summary>
internal static class DaprService
{
    private const string Service = "dapr.proto.runtime.v1.Dapr";

    public static void MapDaprUnary<TRequest, TResponse>(
        this IEndpointRouteBuilder routes, string method, Func<TRequest, HttpContext, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse> =>
        routes.MapGrpcUnary<TRequest, TResponse>(PathOf(method), async (request, context) =>
        {
            try
            {
                return await handler(request, context);
            }
            catch (ApiException failure)
            {
                throw ErrorResponses.ToRpc(failure);
            }
        });

    public static string PathOf(string method) => $"/{Service}/{method}";
}
