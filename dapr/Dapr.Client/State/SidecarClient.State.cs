using Dapr.Protocol.Grpc;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Common = Dapr.Proto.Common.V1;
using Wire = Dapr.Proto.Runtime.V1;

namespace Dapr.Client;

internal sealed partial class SidecarClient
{
    private const string StateOperation = "State operation";

    public override async Task<TValue> GetStateAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        var response = await ReadAsync(storeName, key, consistencyMode, metadata, cancellationToken).ConfigureAwait(false);
        return FromJson<TValue>(response.Data, StateOperation);
    }

    public override async Task<(TValue value, string etag)> GetStateAndETagAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        var response = await ReadAsync(storeName, key, consistencyMode, metadata, cancellationToken).ConfigureAwait(false);
        return (FromJson<TValue>(response.Data, StateOperation), response.Etag);
    }

    public override async Task<ReadOnlyMemory<byte>> GetByteStateAsync(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default) =>
        (await ReadAsync(storeName, key, consistencyMode, metadata, cancellationToken).ConfigureAwait(false)).Data.Memory;

    public override async Task<(ReadOnlyMemory<byte>, string etag)> GetByteStateAndETagAsync(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        var response = await ReadAsync(storeName, key, consistencyMode, metadata, cancellationToken).ConfigureAwait(false);
        return (response.Data.Memory, response.Etag);
    }

    public override Task SaveStateAsync<TValue>(
        string storeName,
        string key,
        TValue value,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default) =>
        WriteAsync(storeName, StateItems.Create(key, ValueOf(value), etag: null, stateOptions, metadata), cancellationToken);

    public override Task<bool> TrySaveStateAsync<TValue>(
        string storeName,
        string key,
        TValue value,
        string etag,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(etag);
        return TryAsync(WriteAsync(storeName, StateItems.Create(key, ValueOf(value), etag, stateOptions, metadata), cancellationToken));
    }

    public override Task SaveByteStateAsync(
        string storeName,
        string key,
        ReadOnlyMemory<byte> binaryValue,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default) =>
        WriteAsync(
            storeName,
            StateItems.Create(key, UnsafeByteOperations.UnsafeWrap(binaryValue), etag: null, stateOptions, metadata),
            cancellationToken);

    public override Task<bool> TrySaveByteStateAsync(
        string storeName,
        string key,
        ReadOnlyMemory<byte> binaryValue,
        string etag,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(etag);
        var item = StateItems.Create(key, UnsafeByteOperations.UnsafeWrap(binaryValue), etag, stateOptions, metadata);
        return TryAsync(WriteAsync(storeName, item, cancellationToken));
    }

    public override Task DeleteStateAsync(
        string storeName,
        string key,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default) =>
        RemoveAsync(storeName, StateItems.Create(key, value: null, etag: null, stateOptions, metadata), cancellationToken);

    public override Task<bool> TryDeleteStateAsync(
        string storeName,
        string key,
        string etag,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(etag);
        return TryAsync(RemoveAsync(storeName, StateItems.Create(key, value: null, etag, stateOptions, metadata), cancellationToken));
    }

    private Task<Wire.GetStateResponse> ReadAsync(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var request = new Wire.GetStateRequest { StoreName = storeName, Key = key, Consistency = StateItems.Consistency(consistencyMode) };
        AddAll(request.Metadata, metadata);
        return _sidecar.CallAsync<Wire.GetStateResponse>(StateOperation, "GetState", request, cancellationToken);
    }

    private Task WriteAsync(string storeName, Common.StateItem item, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        var request = new Wire.SaveStateRequest { StoreName = storeName, States = { item } };
        return _sidecar.CallAsync<Empty>(StateOperation, "SaveState", request, cancellationToken);
    }

    private Task RemoveAsync(string storeName, Common.StateItem item, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        var request = new Wire.DeleteStateRequest { StoreName = storeName, Key = item.Key, Etag = item.Etag, Options = item.Options };
        AddAll(request.Metadata, item.Metadata);
        return _sidecar.CallAsync<Empty>(StateOperation, "DeleteState", request, cancellationToken);
    }

    // ABORTED is how the sidecar says that the ETag did not match; a bad ETag or an unknown store stays an exception.
    private static async Task<bool> TryAsync(Task operation)
    {
        try
        {
            await operation.ConfigureAwait(false);
            return true;
        }
        catch (DaprException e) when (e.InnerException is RpcException { StatusCode: StatusCode.Aborted })
        {
            return false;
        }
    }

    private ByteString? ValueOf<TValue>(TValue value) => value is null ? null : ToJson(value);
}
