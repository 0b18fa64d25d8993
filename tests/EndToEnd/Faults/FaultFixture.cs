using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Processes;
using NATS.Client.JetStream;

namespace DaprProcessing.EndToEnd.Faults;

/// <summary>
/// One platform, impatient so that what only a timer can mend is mended within a test, for faults that leave it standing.
/// </summary>
public sealed class FaultFixture : IAsyncLifetime
{
    private static readonly (string, string)[] Impatient =
    [
        ("Stage__Lease", "00:00:08"), ("Orchestrator__RedispatchAfter", "00:00:05"), ("Orchestrator__ReconcileEvery", "00:00:02"),
    ];

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, SortedDictionary<string, string>> _expected = [];

    public PlatformProcess Platform { get; private set; } = null!;

    public Broker Broker { get; private set; } = null!;

    private string DataFolder => Path.Combine(_folder.Path, "data");

    private string ComponentsFolder => Path.Combine(_folder.Path, "components");

    public async Task InitializeAsync()
    {
        ComponentFiles.Copy(ComponentsFolder, (name, text) => name == "pubsub.yaml" ? ComponentFiles.Impatient(text) : text);
        Platform = await PlatformProcess.StartAsync(DataFolder, [.. Impatient, ("COMPONENTS_FOLDER", ComponentsFolder)]);
        Broker = new Broker(DataFolder);
    }

    public async Task DisposeAsync()
    {
        await Platform.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>One more replica of a stage.</summary>
    /// <param name="brokerUrl">Where it finds the broker, where that is another way.</param>
    internal Task<WorkerPod> StartWorkerAsync(
        string appId,
        string? brokerUrl = null,
        SmallDisk? temporaryDisk = null,
        params (string Name, string Value)[] environment) => WorkerPod.StartAsync(
        appId, temporaryDisk,
        [
            .. Impatient, ("COMPONENTS_FOLDER", ComponentsFolder), ("NATS_URL", brokerUrl ?? Broker.Url),
            ("STATE_FILE", Path.Combine(DataFolder, "state.db")),
            ("OBJECT_FOLDER", Path.Combine(DataFolder, "objects")), .. environment,
        ]);

    /// <summary>Every message has been acknowledged, those that came too often or too late as well.</summary>
    internal async Task AssertNothingWaitsAsync()
    {
        await using var connection = Broker.Connect();
        var jetStream = new NatsJSContext(connection);
        foreach (var consumer in ConsumerCatalogue.Shipped.Consumers)
        {
            await Eventually.Async(
                async () =>
                {
                    var known = await jetStream.GetConsumerAsync(consumer.Stream, consumer.Group);
                    return known.Info is { NumPending: 0, NumAckPending: 0 };
                },
                TimeSpan.FromSeconds(60), $"no message waits in {consumer.Stream}");
        }
    }

    /// <summary>How often the stage's messages were delivered more than once.</summary>
    internal async Task<long> RedeliveriesAsync(string appId)
    {
        await using var connection = Broker.Connect();
        var consumer = ConsumerCatalogue.Shipped.Consumers.Single(known => known.AppId == appId);
        var delivered = (await new NatsJSContext(connection).GetConsumerAsync(consumer.Stream, consumer.Group)).Info.Delivered!;
        return (long)delivered.ConsumerSeq - (long)delivered.StreamSeq;
    }

    public string NewFolder() => _folder.File($"{Guid.NewGuid():n}/x")[..^2];

    /// <summary>Jobs of the same document, and what comes out of it on a platform where nothing is wrong.</summary>
    internal async Task<JobBatch> SubmitAsync(byte[] document, string pipeline, int count)
    {
        var kind = $"{pipeline} {document.Length}";
        if (!_expected.TryGetValue(kind, out var expected))
        {
            var id = await Platform.Jobs().SubmitAsync(document, pipeline);
            await Platform.Jobs().EndOfAsync(id);
            _expected[kind] = expected = await Platform.Jobs().HashesAsync(id);
        }

        var submitted = await Task.WhenAll(
            Enumerable.Range(0, count).Select(_ => Platform.Jobs().SubmitAsync(document, pipeline)));
        return new JobBatch(Platform, submitted, expected);
    }
}

[CollectionDefinition(Name)]
public sealed class FaultCollection : ICollectionFixture<FaultFixture>
{
    public const string Name = "faults";
}
