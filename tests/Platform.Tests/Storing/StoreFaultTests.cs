using System.Security.Cryptography;
using DaprProcessing.Platform.Objects;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Http;

namespace DaprProcessing.Platform.Tests.Storing;

/// <summary>What callers see of an S3 store, and a network before it, that misbehave.</summary>
[Collection("s3")]
public sealed class StoreFaultTests(FaultyStore faulty) : IClassFixture<FaultyStore>, IDisposable
{
    private const int SmallBytes = 10_000;
    private const int LargeBytes = 4 << 20;

    private readonly TempFolder _folder = new();
    private readonly string _key = $"objects/{Guid.NewGuid():n}";

    public void Dispose()
    {
        faulty.Proxy.Heal();
        _folder.Dispose();
    }

    public static TheoryData<string, int> FaultsOfReads =>
        Faults("slow down", "delay", "lose reply", "stall", "truncate", "flip");

    public static TheoryData<string, int> FaultsOfWrites => Faults("slow down", "delay", "lose reply", "flip request");

    [Theory]
    [MemberData(nameof(FaultsOfReads))]
    public async Task Read_FaultOnTheWay_GivesTheRightBytesInTheEnd(string fault, int sizeBytes)
    {
        var content = RandomNumberGenerator.GetBytes(sizeBytes);
        await faulty.Store.Objects.PutAsync(_key, content, "application/octet-stream", default);
        faulty.Proxy.Commit(Named(fault), times: 1, request => request.Method == "GET");

        Assert.Equal(content, await ReadAsync(_key, sizeBytes));

        Assert.Equal(1, faulty.Proxy.Committed);
    }

    [Theory]
    [MemberData(nameof(FaultsOfWrites))]
    public async Task Write_FaultOnTheWay_StoresTheRightBytesInTheEnd(string fault, int sizeBytes)
    {
        var content = RandomNumberGenerator.GetBytes(sizeBytes);
        faulty.Proxy.Commit(Named(fault), times: 1, request => request.Method == "PUT");

        await faulty.Store.Objects.PutAsync(_key, content, "application/octet-stream", default);

        Assert.Equal(1, faulty.Proxy.Committed);
        Assert.Equal(content, await ReadAsync(_key, sizeBytes));
    }

    [Fact]
    public async Task ListAndDelete_StoreSlowsDown_AreDoneInTheEnd()
    {
        await faulty.Store.Objects.PutAsync(_key, new byte[10], "application/octet-stream", default);

        faulty.Proxy.Commit(HttpFault.SlowDown, times: 2);
        Assert.Equal([_key], await faulty.Store.Objects.ListAsync(_key, null, default).ToListAsync());
        faulty.Proxy.Commit(HttpFault.SlowDown, times: 2);
        await faulty.Store.Objects.DeleteAsync(_key, default);

        await Assert.ThrowsAsync<ObjectNotFoundException>(() => faulty.Store.Objects.GetAsync(_key, default));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(503)]
    public async Task Anything_StoreRefusesForLong_IsUnavailableAndLaterDone(int status)
    {
        await faulty.Store.Objects.PutAsync(_key, new byte[10], "application/pdf", default);
        await using var impatient = await faulty.StartAsync(retryFor: "00:00:00.3");
        faulty.Proxy.Commit(new HttpFault.Refuse(status));

        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(
            () => impatient.Objects.PutAsync(_key, new byte[10], "application/pdf", default));
        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(
            () => impatient.Objects.PutAsync(_key, new byte[LargeBytes], "application/pdf", default));
        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => impatient.Objects.GetAsync(_key, default));
        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(
            () => impatient.Objects.DownloadAsync(_key, LargeBytes, _folder.File("copy"), default));

        faulty.Proxy.Heal();
        await impatient.Objects.PutAsync(_key, new byte[10], "application/pdf", default);
        Assert.Equal(10, (await impatient.Objects.GetAsync(_key, default)).Length);
    }

    // Small objects are read through the sidecar, large ones beside it.
    private async Task<byte[]> ReadAsync(string key, int sizeBytes)
    {
        if (sizeBytes == SmallBytes)
        {
            return (await faulty.Store.Objects.GetAsync(key, default)).ToArray();
        }

        await faulty.Store.Objects.DownloadAsync(key, sizeBytes, _folder.File("copy"), default);
        return await File.ReadAllBytesAsync(_folder.File("copy"));
    }

    private static TheoryData<string, int> Faults(params string[] names)
    {
        var rows = new TheoryData<string, int>();
        foreach (var name in names)
        {
            rows.Add(name, SmallBytes);
            rows.Add(name, LargeBytes);
        }

        return rows;
    }

    private static HttpFault Named(string fault) => fault switch
    {
        "slow down" => HttpFault.SlowDown,
        "delay" => new HttpFault.Delay(TimeSpan.FromMilliseconds(300)),
        "lose reply" => new HttpFault.LoseReply(),
        "stall" => new HttpFault.Stall(),
        "truncate" => new HttpFault.Truncate(),
        "flip" => new HttpFault.Flip(),
        _ => new HttpFault.FlipRequest(),
    };
}
