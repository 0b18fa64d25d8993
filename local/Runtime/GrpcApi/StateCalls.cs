using Dapr.Proto.Common.V1;
using Dapr.Proto.Runtime.V1;
using Dapr.Protocol.Grpc;
using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Operations;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <summary>The state calls.</summary>
internal static class StateCalls
{
    public static void MapStateCalls(this IEndpointRouteBuilder routes, StateAccess state)
    {
        routes.MapDaprUnary<GetStateRequest, GetStateResponse>("GetState", async (request, context) =>
            await state.GetAsync(context.App().AppId, request.StoreName, request.Key, context.RequestAborted) is { } value
                ? new GetStateResponse { Data = UnsafeByteOperations.UnsafeWrap(value.Data), Etag = value.Etag }
                : new GetStateResponse());
        routes.MapDaprUnary<GetBulkStateRequest, GetBulkStateResponse>("GetBulkState", async (request, context) =>
        {
            var found = await state.GetManyAsync(context.App().AppId, request.StoreName, request.Keys, context.RequestAborted);
            var response = new GetBulkStateResponse();
            response.Items.AddRange(request.Keys.Select(key => found.TryGetValue(key, out var value)
                ? new BulkStateItem { Key = key, Data = UnsafeByteOperations.UnsafeWrap(value.Data), Etag = value.Etag }
                : new BulkStateItem { Key = key }));
            return response;
        });
        routes.MapDaprUnary<SaveStateRequest, Empty>("SaveState", async (request, context) =>
        {
            await state.WriteEachAsync(
                context.App().AppId, request.StoreName, [.. request.States.Select(ToUpsert)], "ERR_STATE_SAVE", context.RequestAborted);
            return new Empty();
        });
        routes.MapDaprUnary<DeleteStateRequest, Empty>("DeleteState", async (request, context) =>
        {
            var write = new StateWrite(request.Key, null, EtagOf(request.Etag), IsFirstWrite(request.Options), request.Metadata);
            await state.WriteEachAsync(context.App().AppId, request.StoreName, [write], "ERR_STATE_DELETE", context.RequestAborted);
            return new Empty();
        });
        routes.MapDaprUnary<DeleteBulkStateRequest, Empty>("DeleteBulkState", async (request, context) =>
        {
            await state.WriteEachAsync(
                context.App().AppId, request.StoreName, [.. request.States.Select(ToDelete)], "ERR_STATE_DELETE", context.RequestAborted);
            return new Empty();
        });
        routes.MapDaprUnary<ExecuteStateTransactionRequest, Empty>("ExecuteStateTransaction", async (request, context) =>
        {
            await state.TransactAsync(
                context.App().AppId, request.StoreName, [.. request.Operations.Select(ToWrite)], context.RequestAborted);
            return new Empty();
        });
        routes.MapDaprUnary<QueryStateRequest, QueryStateResponse>("QueryStateAlpha1", (request, context) =>
        {
            state.Require(context.App().AppId, request.StoreName);
            throw new ApiException(500, StatusCode.Unimplemented, "ERR_STATE_QUERY", "no state store of this runtime can be queried");
        });
    }

    private static StateWrite ToWrite(TransactionalStateOperation operation) => operation.OperationType switch
    {
        "upsert" => ToUpsert(operation.Request),
        "delete" => ToDelete(operation.Request),
        var other => throw new ApiException(
            400, StatusCode.InvalidArgument, "ERR_NOT_SUPPORTED_STATE_OPERATION", $"operation type {other} not supported"),
    };

    private static StateWrite ToUpsert(StateItem item) =>
        new(item.Key, item.Value.Memory, EtagOf(item.Etag), IsFirstWrite(item.Options), item.Metadata);

    private static StateWrite ToDelete(StateItem item) => new(item.Key, null, EtagOf(item.Etag), IsFirstWrite(item.Options), item.Metadata);

    private static string? EtagOf(Etag? etag) => string.IsNullOrEmpty(etag?.Value) ? null : etag.Value;

    private static bool IsFirstWrite(StateOptions? options) => options?.Concurrency == StateOptions.Types.StateConcurrency.ConcurrencyFirstWrite;
}
