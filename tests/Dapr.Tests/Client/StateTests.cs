using Dapr;
using Dapr.Client;
using Dapr.Proto.Common.V1;
using Dapr.Proto.Runtime.V1;
using StateOptions = Dapr.Client.StateOptions;

namespace DaprProcessing.Dapr.Tests.Client;

public sealed class StateTests : SidecarTest
{
    private const string Store = "store";

    [Fact]
    public async Task GetState_AbsentKey_IsTheDefaultWithoutETag()
    {
        Assert.Null(await Client.GetStateAsync<Order?>(Store, "absent"));
        Assert.Equal((0, ""), await Client.GetStateAndETagAsync<int>(Store, "absent"));
        Assert.True((await Client.GetByteStateAsync(Store, "absent")).IsEmpty);
    }

    [Fact]
    public async Task SaveState_Value_ReadsBackTheSame()
    {
        await Client.SaveStateAsync(Store, "k", new Order("a", 2));

        Assert.Equal(new Order("a", 2), await Client.GetStateAsync<Order>(Store, "k"));
    }

    [Fact]
    public async Task SaveState_OptionsAndMetadata_AreOnTheWire()
    {
        var options = new StateOptions { Concurrency = ConcurrencyMode.FirstWrite, Consistency = ConsistencyMode.Strong };

        await Client.SaveStateAsync(Store, "k", 1, options, new Dictionary<string, string> { ["ttlInSeconds"] = "9" });

        var item = Last<SaveStateRequest>().States.Single();
        Assert.Null(item.Etag);
        Assert.Equal("9", item.Metadata["ttlInSeconds"]);
        Assert.Equal(global::Dapr.Proto.Common.V1.StateOptions.Types.StateConcurrency.ConcurrencyFirstWrite, item.Options.Concurrency);
        Assert.Equal(global::Dapr.Proto.Common.V1.StateOptions.Types.StateConsistency.ConsistencyStrong, item.Options.Consistency);
    }

    [Fact]
    public async Task ByteState_Bytes_AreStoredAsTheyAre()
    {
        await Client.SaveByteStateAsync(Store, "k", new byte[] { 1, 0, 255 });

        var (bytes, etag) = await Client.GetByteStateAndETagAsync(Store, "k");
        Assert.Equal([1, 0, 255], bytes.ToArray());
        Assert.True(await Client.TrySaveByteStateAsync(Store, "k", new byte[] { 2 }, etag));
        Assert.False(await Client.TrySaveByteStateAsync(Store, "k", new byte[] { 3 }, etag));
    }

    [Fact]
    public async Task TrySaveState_StaleETag_IsFalseAndChangesNothing()
    {
        await Client.SaveStateAsync(Store, "k", "first");
        var (_, stale) = await Client.GetStateAndETagAsync<string>(Store, "k");
        Assert.True(await Client.TrySaveStateAsync(Store, "k", "second", stale));

        Assert.False(await Client.TrySaveStateAsync(Store, "k", "third", stale));
        Assert.False(await Client.TryDeleteStateAsync(Store, "k", stale));
        Assert.Equal("second", await Client.GetStateAsync<string>(Store, "k"));
    }

    [Fact]
    public async Task StateEntry_ChangedMeanwhile_DoesNotSave()
    {
        await Client.SaveStateAsync(Store, "k", new Order("a", 1));
        var mine = await Client.GetStateEntryAsync<Order>(Store, "k");
        var theirs = await Client.GetStateEntryAsync<Order>(Store, "k");
        theirs.Value = new Order("b", 2);
        Assert.True(await theirs.TrySaveAsync());

        mine.Value = new Order("c", 3);

        Assert.False(await mine.TrySaveAsync());
        Assert.False(await mine.TryDeleteAsync());
        await mine.DeleteAsync();
        Assert.Null(await Client.GetStateAsync<Order?>(Store, "k"));
    }

    [Fact]
    public async Task BulkState_SavedAndDeleted_ReadsBackInOrder()
    {
        await Client.SaveBulkStateAsync(Store, [new SaveStateItem<int>("a", 1, null), new SaveStateItem<int>("b", 2, null)]);
        await Client.DeleteBulkStateAsync(Store, [new BulkDeleteStateItem("a", null)]);

        var values = await Client.GetBulkStateAsync<int>(Store, ["a", "b"], parallelism: 2);
        var texts = await Client.GetBulkStateAsync(Store, ["b"], parallelism: null);

        Assert.Equal([("a", 0, ""), ("b", 2, "1")], values.Select(item => (item.Key, item.Value, item.ETag)));
        Assert.Equal("2", texts.Single().Value);
    }

    [Fact]
    public async Task BulkState_OneKeyUnreadable_Throws()
    {
        var error = await Assert.ThrowsAsync<DaprException>(() => Client.GetBulkStateAsync(Store, ["a", "broken"], parallelism: null));

        Assert.Contains("'broken'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transaction_OneStaleETag_ThrowsAndDoesNothing()
    {
        await Client.SaveStateAsync(Store, "a", 1);

        await Assert.ThrowsAsync<DaprException>(() => Client.ExecuteStateTransactionAsync(Store,
        [
            new StateTransactionRequest("b", "2"u8.ToArray(), StateOperationType.Upsert),
            new StateTransactionRequest("a", null, StateOperationType.Delete, etag: "77"),
        ]));

        Assert.Equal(1, await Client.GetStateAsync<int>(Store, "a"));
        Assert.Equal(0, await Client.GetStateAsync<int>(Store, "b"));
    }

    [Fact]
    public async Task Transaction_AllValid_DoesAll()
    {
        await Client.SaveStateAsync(Store, "a", 1);

        await Client.ExecuteStateTransactionAsync(Store,
        [
            new StateTransactionRequest("b", "2"u8.ToArray(), StateOperationType.Upsert),
            new StateTransactionRequest("a", null, StateOperationType.Delete),
        ]);

        Assert.Equal((0, 2), (await Client.GetStateAsync<int>(Store, "a"), await Client.GetStateAsync<int>(Store, "b")));
    }

    [Fact]
    public async Task GetState_NotTheExpectedJson_IsADaprException()
    {
        await Client.SaveByteStateAsync(Store, "k", "{"u8.ToArray());

        await Assert.ThrowsAsync<DaprException>(() => Client.GetStateAsync<Order>(Store, "k"));
    }

    [Fact]
    public async Task QueryState_NotSupportedByTheSidecar_IsADaprException()
    {
        await Assert.ThrowsAsync<DaprException>(() => Client.QueryStateAsync<Order>(Store, "{}"));
    }

    [Fact]
    public async Task GetState_NoStoreOrKey_IsAnArgumentError()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Client.GetStateAsync<int>("", "k"));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.GetStateAsync<int>(Store, ""));
    }
}
