using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Loading;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Operations;

/// <summary>The state API over a store: key prefixes, ETags, time to live, errors.</summary>
internal sealed class StateAccess(ComponentCatalog catalog)
{
    private const string Separator = "||";
    private const string EtagMismatch = "possible etag mismatch. error from state store";

    public async Task<StateValue?> GetAsync(string appId, string storeName, string key, CancellationToken cancellationToken)
    {
        var store = Find(appId, storeName);
        return await GuardAsync(
            "ERR_STATE_GET", $"fail to get {key} from state store {storeName}",
            () => store.Instance.GetAsync(StoredKey(appId, store, key), cancellationToken));
    }

    /// <summary>The values found, by the caller's key.</summary>
    public async Task<IReadOnlyDictionary<string, StateValue>> GetManyAsync(
        string appId, string storeName, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var store = Find(appId, storeName);
        var byStored = keys.Distinct().ToDictionary(key => StoredKey(appId, store, key));
        var found = await GuardAsync(
            "ERR_STATE_BULK_GET", $"failed getting states from state store {storeName}",
            () => store.Instance.GetManyAsync(byStored.Keys, cancellationToken));
        return found.ToDictionary(pair => byStored[pair.Key], pair => pair.Value);
    }

    /// <summary>Writes each on its own, as daprd does: the first failure is reported, earlier writes stay.</summary>
    public async Task WriteEachAsync(
        string appId, string storeName, IReadOnlyList<StateWrite> writes, string errorCode, CancellationToken cancellationToken)
    {
        var store = Find(appId, storeName);
        foreach (var write in writes)
        {
            var what = write.Value is null
                ? $"failed deleting state with key {write.Key}" : $"failed saving state in state store {storeName}";
            var operation = ToOperation(appId, store, write, errorCode, what);
            await GuardAsync(errorCode, what, () => TransactAsync(store, [operation], cancellationToken));
        }
    }

    /// <summary>All writes or none. A stale ETag has no status of its own here: daprd answers it as any other failure.</summary>
    public async Task TransactAsync(
        string appId, string storeName, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken)
    {
        const string code = "ERR_STATE_TRANSACTION", what = "error while executing state transaction";
        var store = Find(appId, storeName);
        var operations = writes.Select(write => ToOperation(appId, store, write, code, what)).ToList();
        if (operations.Count > 0)
        {
            try
            {
                await TransactAsync(store, operations, cancellationToken);
            }
            catch (ComponentException failure)
            {
                throw Failed(500, StatusCode.Internal, code, what, failure);
            }
        }
    }

    /// <summary>Throws the documented error where there is no such store.</summary>
    public void Require(string appId, string storeName) => Find(appId, storeName);

    private static async Task<int> TransactAsync(
        Loaded<IStateStore> store, IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken)
    {
        await store.Instance.TransactAsync(operations, cancellationToken);
        return operations.Count;
    }

    private Loaded<IStateStore> Find(string appId, string name) => catalog.Find<IStateStore>(appId, name)
        ?? throw (catalog.HasAny<IStateStore>(appId)
            ? new ApiException(400, StatusCode.InvalidArgument, "ERR_STATE_STORE_NOT_FOUND", $"state store {name} is not found")
            : new ApiException(
                500, StatusCode.FailedPrecondition, "ERR_STATE_STORE_NOT_CONFIGURED", "state store is not configured"));

    private static StateOperation ToOperation(string appId, Loaded<IStateStore> store, StateWrite write, string code, string what)
    {
        TimeSpan? life = null;
        if (write.Metadata.TryGetValue("ttlInSeconds", out var text))
        {
            life = !int.TryParse(text, out var seconds)
                ? throw new ApiException(
                    500, StatusCode.Internal, code,
                    $"{what}: error parsing TTL: incorrect value for metadata 'ttlInSeconds': '{text}' is no number")
                : seconds <= 0 ? null : TimeSpan.FromSeconds(seconds);
        }

        return new StateOperation(StoredKey(appId, store, write.Key), write.Value, write.Etag, write.IsFirstWrite, life);
    }

    private static string StoredKey(string appId, Loaded<IStateStore> store, string key)
    {
        if (key.Length == 0)
        {
            throw ApiException.Malformed("key is empty");
        }

        if (key.Contains(Separator, StringComparison.Ordinal))
        {
            throw ApiException.Malformed($"input key/keyPrefix '{key}' can't contain '{Separator}'");
        }

        return (store.Component.Metadata.Get("keyPrefix")?.ToLowerInvariant() ?? "appid") switch
        {
            "" or "appid" => appId + Separator + key,
            "name" => store.Component.Name + Separator + key,
            "none" => key,
            "namespace" => $"default.{appId}{Separator}{key}",
            _ => store.Component.Metadata.Get("keyPrefix") + Separator + key,
        };
    }

    private static async Task<T> GuardAsync<T>(string code, string what, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (ComponentException failure)
        {
            throw failure.Kind switch
            {
                ComponentErrorKind.EtagMismatch => Failed(409, StatusCode.Aborted, code, what, failure),
                ComponentErrorKind.Invalid => Failed(400, StatusCode.InvalidArgument, code, what, failure),
                _ => Failed(500, StatusCode.Internal, code, what, failure),
            };
        }
    }

    private static ApiException Failed(int http, StatusCode status, string code, string what, ComponentException failure) => new(
        http, status, code, $"{what}: {(failure.Kind == ComponentErrorKind.EtagMismatch ? EtagMismatch : failure.Message)}",
        failure);
}
