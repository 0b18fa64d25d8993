using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Local.Host.Running;

namespace DaprProcessing.Local.Host;

/// <param name="DataFolder">Everything durable: broker, state, objects. One platform at a time.</param>
/// <param name="Listen">Where the gateway listens; port 0 takes a free one.</param>
internal sealed record PlatformOptions(string DataFolder, ListenAddress Listen)
{
    public string NatsFolder => Path.Combine(DataFolder, "nats");

    public string RuntimeFolder => Path.Combine(DataFolder, "runtime");

    public string StateFile => Path.Combine(DataFolder, "state.db");

    public string ObjectFolder => Path.Combine(DataFolder, "objects");

    public string CacheFolder => Path.Combine(DataFolder, "cache");

    /// <summary>What the component files ask for by <c>envRef</c>.</summary>
    public IReadOnlyDictionary<string, string> ComponentSettings(string natsUrl) => new Dictionary<string, string>
    {
        ["NATS_URL"] = natsUrl,
        ["STATE_FILE"] = StateFile,
        ["OBJECT_FOLDER"] = ObjectFolder,
        ["STREAM_MAX_BYTES"] = $"{Host.DataFolder.StreamBytes(DataFolder, Streams)}",
    };

    /// <summary>How many streams the broker has; the dead letters' and the completions' are among them.</summary>
    public static int Streams => ConsumerCatalogue.Shipped.StreamOfTopic.Count;

    /// <summary>
    /// The shipped object store takes presigned writes; with other component files the environment says what theirs takes.
    /// </summary>
    public static IReadOnlyList<string> ObjectStoreArguments { get; } =
        Environment.GetEnvironmentVariable("ObjectStore__LargeWrites") is { Length: > 0 } ? []
            : ["--ObjectStore:LargeWrites=presigned"];

    /// <summary>A port set for metrics is the gateway's: on one machine, services cannot all have it.</summary>
    public static IReadOnlyList<string> MetricsArguments(string appId) =>
        appId == AppIds.Gateway ? [] : ["--Metrics:Port=0"];

    /// <summary>
    /// Few jobs and chunks under way, as many as keep one machine busy: the defaults are a cluster's. The environment may say
    /// otherwise.
    /// </summary>
    public static IReadOnlyList<string> WorkShareArguments { get; } =
        [.. ((string[])["ChunksInFlight", "JobsAtOnce"])
            .Where(name => Environment.GetEnvironmentVariable($"Orchestrator__{name}") is not { Length: > 0 })
            .Select(name => $"--Orchestrator:{name}={Environment.ProcessorCount + 2}")];

    /// <summary>Component files: those shipped, or the folder named by <c>COMPONENTS_FOLDER</c>.</summary>
    public static string ComponentsFolder => Environment.GetEnvironmentVariable("COMPONENTS_FOLDER") is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : Path.Combine(AppContext.BaseDirectory, "components", "local");
}
