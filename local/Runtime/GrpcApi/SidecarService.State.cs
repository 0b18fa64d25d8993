using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Operations;
using DaprProcessing.Local.Runtime.Protos.Sidecar;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <content>The state calls.</content>
internal sealed partial class SidecarService
{
    public override async Task<GetStateResponse> GetState(GetStateRequest request, ServerCallContext context) =>
        await services.State.GetAsync(AppId(context), request.StoreName, request.Key, context.CancellationToken) is { } value
            ? new GetStateResponse { Data = UnsafeByteOperations.UnsafeWrap(value.Data), Etag = value.Etag }
            : new GetStateResponse();

    public override async Task<GetBulkStateResponse> GetBulkState(GetBulkStateRequest request, ServerCallContext context)
    {
        var found = await services.State.GetManyAsync(AppId(context), request.StoreName, request.Keys, context.CancellationToken);
        var response = new GetBulkStateResponse();
        response.Items.AddRange(request.Keys.Select(key => found.TryGetValue(key, out var value)
            ? new BulkStateItem { Key = key, Data = UnsafeByteOperations.UnsafeWrap(value.Data), Etag = value.Etag }
            : new BulkStateItem { Key = key }));
        return response;
    }

    public override Task<Empty> SaveState(SaveStateRequest request, ServerCallContext context) =>
        WriteAsync(context, request.StoreName, [.. request.States.Select(ToUpsert)], "ERR_STATE_SAVE");

    public override Task<Empty> DeleteState(DeleteStateRequest request, ServerCallContext context)
    {
        var write = new StateWrite(request.Key, null, EtagOf(request.Etag), IsFirstWrite(request.Options), request.Metadata);
        return WriteAsync(context, request.StoreName, [write], "ERR_STATE_DELETE");
    }

    public override Task<Empty> DeleteBulkState(DeleteBulkStateRequest request, ServerCallContext context) =>
        WriteAsync(context, request.StoreName, [.. request.States.Select(ToDelete)], "ERR_STATE_DELETE");

    public override async Task<Empty> ExecuteStateTransaction(ExecuteStateTransactionRequest request, ServerCallContext context)
    {
        await services.State.TransactAsync(
            AppId(context), request.StoreName, [.. request.Operations.Select(ToWrite)], context.CancellationToken);
        return new Empty();
    }

    private async Task<Empty> WriteAsync(ServerCallContext context, string store, List<StateWrite> writes, string errorCode)
    {
        await services.State.WriteEachAsync(AppId(context), store, writes, errorCode, context.CancellationToken);
        return new Empty();
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

    private static StateWrite ToDelete(StateItem item) =>
        new(item.Key, null, EtagOf(item.Etag), IsFirstWrite(item.Options), item.Metadata);

    private static string? EtagOf(Etag? etag) => string.IsNullOrEmpty(etag?.Value) ? null : etag.Value;

    private static bool IsFirstWrite(StateOptions? options) =>
        options?.Concurrency == StateOptions.Types.StateConcurrency.ConcurrencyFirstWrite;
}
