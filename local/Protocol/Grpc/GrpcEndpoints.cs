using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dapr.Protocol.Grpc;

/// <summary>
/// gRPC methods as endpoints of an ASP.NET Core application. A handler that throws <see cref="RpcException"/> chooses the status of
/// the call; its cancellation becomes CANCELLED (DEADLINE_EXCEEDED past the caller's grpc-timeout), anything else INTERNAL, logged.
/// <see cref="HttpContext.RequestAborted"/> fires when the caller goes away or its deadline passes, and for streams when the server stops. The Kestrel endpoint must speak
/// HTTP/2 (without TLS: <c>HttpProtocols.Http2</c>). Requests above <see cref="GrpcLimits.MaxMessageSizeBytes"/>, or the
/// <see cref="GrpcMessageLimit"/> in the endpoint's metadata, are answered RESOURCE_EXHAUSTED.
/// </summary>
public static class GrpcEndpoints
{
    private static readonly string[] Verbs = [HttpMethods.Post];

    /// <summary>One request, one response.</summary>
    /// <param name="routes">Where to add the endpoint.</param>
    /// <param name="path">The full method path, e.g. <c>/dapr.proto.runtime.v1.Dapr/GetState</c>.</param>
    /// <param name="handler">Answers one call.</param>
    public static IEndpointConventionBuilder MapGrpcUnary<TRequest, TResponse>(
        this IEndpointRouteBuilder routes, string path, Func<TRequest, HttpContext, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse> =>
        routes.Map(path, isStream: false, async call =>
        {
            var request = await call.Requests.ReadSingleAsync<TRequest>(call.Context.RequestAborted);
            await call.Responses.WriteAsync(await handler(request, call.Context));
        });

    /// <summary>One request, any number of responses, written by calling the third argument. The headers are sent before the handler runs.</summary>
    public static IEndpointConventionBuilder MapGrpcServerStream<TRequest, TResponse>(
        this IEndpointRouteBuilder routes, string path, Func<TRequest, HttpContext, Func<TResponse, ValueTask>, Task> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse> =>
        routes.Map(path, isStream: true, async call =>
        {
            var request = await call.Requests.ReadSingleAsync<TRequest>(call.Context.RequestAborted);
            await call.Context.Response.StartAsync(call.Context.RequestAborted);
            await handler(request, call.Context, call.Responses.WriteAsync);
        });

    /// <summary>Requests and responses, each side at its own pace. The request sequence ends when the caller closes its side.</summary>
    public static IEndpointConventionBuilder MapGrpcDuplexStream<TRequest, TResponse>(
        this IEndpointRouteBuilder routes, string path, Func<IAsyncEnumerable<TRequest>, Func<TResponse, ValueTask>, HttpContext, Task> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse> =>
        routes.Map(path, isStream: true, async call =>
        {
            call.AllowIdleRequest();
            await call.Context.Response.StartAsync(call.Context.RequestAborted);
            await handler(call.Requests.ReadAllAsync<TRequest>(call.Context.RequestAborted), call.Responses.WriteAsync, call.Context);
        });

    /// <summary>Answers UNIMPLEMENTED to every method of a service that has no endpoint of its own.</summary>
    /// <param name="routes">Where to add the endpoint.</param>
    /// <param name="service">The service's full name, e.g. <c>dapr.proto.runtime.v1.Dapr</c>.</param>
    public static IEndpointConventionBuilder MapGrpcUnimplemented(this IEndpointRouteBuilder routes, string service) =>
        routes.Map($"/{service}/{{method}}", isStream: false, call =>
            throw new RpcException(new Status(StatusCode.Unimplemented, $"Method {call.Context.Request.Path.Value?.TrimStart('/')} is not implemented.")));

    private static IEndpointConventionBuilder Map(
        this IEndpointRouteBuilder routes, string path, bool isStream, Func<GrpcServerCall, Task> handler) =>
        routes.MapMethods(path, Verbs, (RequestDelegate)(context => GrpcServerCall.RunAsync(context, isStream, handler)))
            .WithDisplayName("gRPC " + path);
}
