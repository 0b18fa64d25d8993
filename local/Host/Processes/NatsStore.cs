using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DaprProcessing.Local.Host.Processes;

/// <summary>
/// The folder of the broker's streams, with the version of the server that wrote it. An older server reads a newer one's streams
/// wrongly and says nothing: messages come back empty, and new ones never arrive. So such a store is set aside, and the
/// orchestrator sends again what was in it.
/// </summary>
internal static partial class NatsStore
{
    /// <summary>The store to use with the server.</summary>
    public static string Prepare(string folder, string server, ILogger logger) =>
        Prepare(folder, VersionOf(server), logger);

    public static string Prepare(string folder, Version server, ILogger logger)
    {
        var (store, written) = (Path.Combine(folder, "store"), Path.Combine(folder, "store.version"));
        if (Directory.Exists(store) && WriterOf(store, written) is { } writer && writer > server)
        {
            var aside = Path.Combine(folder, $"store-of-{writer}-{Guid.NewGuid():N}");
            Directory.Move(store, aside);
            LogSetAside(logger, writer, server, aside);
        }

        Directory.CreateDirectory(store);
        File.WriteAllText(written, server.ToString());
        return store;
    }

    // The streams tell too, where it was another program that started a newer server on them, or one of ours that did not write
    // versions down.
    private static Version? WriterOf(string store, string written)
    {
        var streams = Directory.EnumerateFiles(store, "meta.inf", SearchOption.AllDirectories).Select(WriterOfStream);
        var known = File.Exists(written) && Version.TryParse(File.ReadAllText(written), out var version) ? version : null;
        return streams.Append(known).Max();
    }

    /// <summary>The oldest version that writes a stream's settings so; null for any.</summary>
    private static Version? WriterOfStream(string settings)
    {
        var text = File.ReadAllText(settings);
        return text.Contains("\"_nats.req.level\"", StringComparison.Ordinal) ? new Version(2, 11, 0)
            : text.Contains("\"compression\"", StringComparison.Ordinal) ? new Version(2, 10, 0)
            : null;
    }

    private static Version VersionOf(string server)
    {
        using var process = Process.Start(
            new ProcessStartInfo(server, ["--version"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Version.TryParse(Number().Match(said).Value, out var version) ? version
            : throw new InvalidOperationException($"'{server} --version' says no version: {said.Trim()}");
    }

    [GeneratedRegex("[0-9]+\\.[0-9]+\\.[0-9]+")]
    private static partial Regex Number();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The broker's store was written by nats-server {Writer} or newer, and this one is {Server}: "
            + "it is set aside as {Folder}; work that was in it is sent again.")]
    private static partial void LogSetAside(ILogger logger, Version writer, Version server, string folder);
}
