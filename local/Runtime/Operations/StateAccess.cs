using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.Loading;
using DaprProcessing.Local.Runtime.Policies;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Operations;

/// <summary>One write as callers say it; a null <paramref name="Value"/> deletes.</summary>
internal sealed record StateWrite(
    string Key, ReadOnlyMemory<byte>? Value, string? Etag, bool IsFirstWrite, IReadOnlyDictionary<string, string> Metadata);

/// <summary>The state API over a store: key prefixes, ETags, time to live, errors.</summary>
internal sealed class StateAccess(ComponentCatalog catalog, PolicyCatalog policies)
{
    private const string Separator = "||";

    public async Task<StateValue?> GetAsync(string appId, string storeName, string key, CancellationToken cancellationToken)
    {
        var store = Find(appId, storeName);
        var stored = StoredKey(appId, store, key);
        return await RunAsync(appId, store, "ERR_STATE_GET", key, token => store.Instance.GetAsync(stored, token), cancellationToken);
    }

    /// <summary>The values found, by the caller's key.</summary>
    public async Task<IReadOnlyDictionary<string, StateValue>> GetManyAsync(
        string appId, string storeName, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var store = Find(appId, storeName);
        var byStored = keys.Distinct().ToDictionary(key => StoredKey(appId, store, key));
        var found = await RunAsync(
            appId, store, "ERR_STATE_BULK_GET", string.Join(", ", keys.Take(3)),
            token => store.Instance.GetManyAsync(byStored.Keys, token), cancellationToken);
        return found.ToDictionary(pair => byStored[pair.Key], pair => pair.Value);
    }

    /// <summary>Writes each on its own, as daprd does: the first failure is reported, earlier writes stay.</summary>
    public async Task WriteEachAsync(
        string appId, string storeName, IReadOnlyList<StateWrite> writes, string errorCode, CancellationToken cancellationToken)
    {
        var store = Find(appId, storeName);
        var operations = writes.Select(write => ToOperation(appId, store, write)).ToList();
        for (var i = 0; i < operations.Count; i++)
        {
            StateOperation[] one = [operations[i]];
            await RunAsync(appId, store, errorCode, writes[i].Key, token => TransactAsync(store, one, token), cancellationToken);
        }
    }

    public async Task TransactAsync(string appId, string storeName, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken)
    {
        var store = Find(appId, storeName);
        var operations = writes.Select(write => ToOperation(appId, store, write)).ToList();
        if (operations.Count > 0)
        {
            await RunAsync(
                appId, store, "ERR_STATE_TRANSACTION", writes[0].Key, token => TransactAsync(store, operations, token), cancellationToken);
        }
    }

    /// <summary>Throws the documented error where there is no such store.</summary>
    public void Require(string appId, string storeName) => Find(appId, storeName);

    private static async Task<int> TransactAsync(Loaded<IStateStore> store, IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken)
    {
        await store.Instance.TransactAsync(operations, cancellationToken);
        return operations.Count;
    }

    private Loaded<IStateStore> Find(string appId, string name) => catalog.Find<IStateStore>(appId, name)
        ?? throw (catalog.HasAny<IStateStore>(appId)
            ? new ApiException(400, StatusCode.InvalidArgument, "ERR_STATE_STORE_NOT_FOUND", $"state store {name} is not found")
            : new ApiException(500, StatusCode.FailedPrecondition, "ERR_STATE_STORE_NOT_CONFIGURED", "state store is not configured"));

    private static StateOperation ToOperation(string appId, Loaded<IStateStore> store, StateWrite write) =>
        new(StoredKey(appId, store, write.Key), write.Value, write.Etag, write.IsFirstWrite, TimeToLive(write));

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

    private static TimeSpan? TimeToLive(StateWrite write)
    {
        if (!write.Metadata.TryGetValue("ttlInSeconds", out var text))
        {
            return null;
        }

        return !int.TryParse(text, out var seconds) ? throw ApiException.Malformed($"ttlInSeconds '{text}' is not a number of seconds")
            : seconds <= 0 ? null : TimeSpan.FromSeconds(seconds);
    }

    private async Task<T> RunAsync<T>(
        string appId, Loaded<IStateStore> store, string errorCode, string key, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await policies.Outbound(appId, store.Component.Name).RunAsync(call, ApiException.IsRetriable, cancellationToken);
        }
        catch (ComponentException failure)
        {
            var (http, status) = failure.Kind switch
            {
                ComponentErrorKind.EtagMismatch => (409, StatusCode.Aborted),
                ComponentErrorKind.Invalid => (400, StatusCode.InvalidArgument),
                _ => (500, StatusCode.Internal),
            };
            throw new ApiException(http, status, errorCode, $"state store {store.Component.Name}, key {key}: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is TimeoutException or CircuitOpenException)
        {
            throw new ApiException(500, StatusCode.Internal, errorCode, $"state store {store.Component.Name}, key {key}: {failure.Message}", failure);
        }
    }
}
