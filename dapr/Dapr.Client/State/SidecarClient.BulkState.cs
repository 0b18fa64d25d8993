using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Wire = Dapr.Proto.Runtime.V1;

namespace Dapr.Client;

internal sealed partial class SidecarClient
{
    public override async Task<IReadOnlyList<BulkStateItem>> GetBulkStateAsync(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        var items = await ReadBulkAsync(storeName, keys, parallelism, metadata, cancellationToken).ConfigureAwait(false);
        return [.. items.Select(item => new BulkStateItem(item.Key, item.Data.ToStringUtf8(), item.Etag))];
    }

    public override async Task<IReadOnlyList<BulkStateItem<TValue>>> GetBulkStateAsync<TValue>(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        var items = await ReadBulkAsync(storeName, keys, parallelism, metadata, cancellationToken).ConfigureAwait(false);
        return [.. items.Select(item => new BulkStateItem<TValue>(item.Key, FromJson<TValue>(item.Data, StateOperation), item.Etag))];
    }

    public override Task SaveBulkStateAsync<TValue>(
        string storeName, IReadOnlyList<SaveStateItem<TValue>> items, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentOutOfRangeException.ThrowIfZero(items?.Count ?? 0, nameof(items));
        var request = new Wire.SaveStateRequest { StoreName = storeName };
        request.States.AddRange(items!.Select(item => StateItems.Create(item.Key, ValueOf(item.Value), item.ETag, item.StateOptions, item.Metadata)));
        return _sidecar.CallAsync<Empty>(StateOperation, "SaveState", request, cancellationToken);
    }

    public override Task DeleteBulkStateAsync(
        string storeName, IReadOnlyList<BulkDeleteStateItem> items, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentNullException.ThrowIfNull(items);
        var request = new Wire.DeleteBulkStateRequest { StoreName = storeName };
        request.States.AddRange(items.Select(item => StateItems.Create(item.Key, value: null, item.ETag, item.StateOptions, item.Metadata)));
        return _sidecar.CallAsync<Empty>(StateOperation, "DeleteBulkState", request, cancellationToken);
    }

    public override Task ExecuteStateTransactionAsync(
        string storeName,
        IReadOnlyList<StateTransactionRequest> operations,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentOutOfRangeException.ThrowIfZero(operations?.Count ?? 0, nameof(operations));
        var request = new Wire.ExecuteStateTransactionRequest { StoreName = storeName };
        AddAll(request.Metadata, metadata);
        request.Operations.AddRange(operations!.Select(operation => new Wire.TransactionalStateOperation
        {
            OperationType = operation.OperationType == StateOperationType.Delete ? "delete" : "upsert",
            Request = StateItems.Create(
                operation.Key,
                operation.Value is null ? null : UnsafeByteOperations.UnsafeWrap(operation.Value),
                operation.ETag,
                operation.Options,
                operation.Metadata),
        }));
        return _sidecar.CallAsync<Empty>(StateOperation, "ExecuteStateTransaction", request, cancellationToken);
    }

    public override async Task<StateQueryResponse<TValue>> QueryStateAsync<TValue>(
        string storeName,
        string jsonQuery,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        const string Operation = "State query";
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentException.ThrowIfNullOrEmpty(jsonQuery);
        var request = new Wire.QueryStateRequest { StoreName = storeName, Query = jsonQuery };
        AddAll(request.Metadata, metadata);
        var answer = await _sidecar.CallAsync<Wire.QueryStateResponse>(Operation, "QueryStateAlpha1", request, cancellationToken).ConfigureAwait(false);

        var readable = answer.Results.Where(item => item.Error.Length == 0)
            .Select(item => new StateQueryItem<TValue>(item.Key, FromJson<TValue>(item.Data, Operation), item.Etag, item.Error));
        var response = new StateQueryResponse<TValue>([.. readable], answer.Token, new Dictionary<string, string>(answer.Metadata));
        string[] failed = [.. answer.Results.Where(item => item.Error.Length > 0).Select(item => item.Key)];
        return failed.Length == 0
            ? response
            : throw new StateQueryException<TValue>($"{Operation} failed for {failed.Length} of {answer.Results.Count} keys.", response, failed);
    }

    private async Task<IReadOnlyList<Wire.BulkStateItem>> ReadBulkAsync(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentOutOfRangeException.ThrowIfZero(keys?.Count ?? 0, nameof(keys));
        var request = new Wire.GetBulkStateRequest { StoreName = storeName, Parallelism = parallelism ?? 0 };
        request.Keys.AddRange(keys);
        AddAll(request.Metadata, metadata);
        var response = await _sidecar.CallAsync<Wire.GetBulkStateResponse>(StateOperation, "GetBulkState", request, cancellationToken).ConfigureAwait(false);

        // A key that could not be read must not look like an absent one.
        return response.Items.FirstOrDefault(item => item.Error.Length > 0) is { } failed
            ? throw new DaprException($"{StateOperation} failed: key '{failed.Key}' could not be read: {failed.Error}")
            : response.Items;
    }
}
