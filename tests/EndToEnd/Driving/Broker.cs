using DaprProcessing.TestKit.Processes;
using NATS.Client.Core;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>The nats-server of a running platform, behind its back. The platform starts it again where a test kills it.</summary>
/// <param name="dataFolder">The platform's.</param>
public sealed class Broker(string dataFolder)
{
    private readonly string _folder = Path.Combine(dataFolder, "nats");

    private readonly string _dataFolder = dataFolder;

    public int Port => int.Parse(ProcessTree.CommandLineOf(ProcessId).Split("--port ")[1].Split(' ')[0]);

    /// <summary>With its token.</summary>
    public string Url => Setting("NATS_URL");

    /// <summary>What the platform tells its parts, as it has written it down.</summary>
    public string Setting(string name) => File.ReadLines(Path.Combine(_dataFolder, "platform.env"))
        .Single(line => line.StartsWith($"{name}=", StringComparison.Ordinal)).Split('\'')[1];

    /// <summary>The same through a proxy.</summary>
    public string UrlThrough(string proxyUrl) =>
        proxyUrl.Replace("nats://", $"{Url.Split('@')[0]}@", StringComparison.Ordinal);

    private int ProcessId => int.Parse(File.ReadAllText(Path.Combine(_folder, "nats.pid")));

    private string Store => Path.Combine(_folder, "store");

    public NatsConnection Connect() => new(new NatsOpts { Url = Url });

    /// <summary>Stands still, with its connections open, until <see cref="Continue"/>.</summary>
    public void Pause() => Signals.Stop([ProcessId]);

    public void Continue() => Signals.Continue([ProcessId]);

    /// <summary>The store as it is on disk at this instant.</summary>
    public void CopyStore(string target)
    {
        Pause();
        foreach (var file in Directory.GetFiles(Store, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Store, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Continue();
    }

    /// <summary>Loses its power; what comes back is a store of some time ago, or none.</summary>
    /// <param name="copy">Of <see cref="CopyStore"/>, on the same file system; null where the volume is lost.</param>
    public void KillAndReplaceStore(string? copy)
    {
        // Standing still it writes nothing more, and nobody starts another one on a store half replaced.
        Pause();
        Directory.Move(Store, $"{Store}.lost-{Guid.NewGuid():N}");
        if (copy is not null)
        {
            Directory.Move(copy, Store);
        }

        Signals.Kill([ProcessId]);
    }
}
