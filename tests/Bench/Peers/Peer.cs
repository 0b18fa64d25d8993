using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Peers;

namespace DaprProcessing.Bench.Peers;

/// <summary>A tool of the command line that reads PDF files, as its users run it.</summary>
/// <param name="Name">Its command line in short.</param>
/// <param name="Arguments">For the file at a path.</param>
/// <param name="StartsSlowly">Of small files nothing but its start would be measured.</param>
internal sealed record Peer(string Name, string Program, Func<string, string[]> Arguments, bool StartsSlowly = false)
{
    public static readonly Peer PdfToText = new("pdftotext", "pdftotext", path => [path, "-"]);

    public Task ReadAsync(string path) => Tool.RunAsync(Program, Arguments(path));

    /// <summary>Those that can be had here.</summary>
    public static async Task<IReadOnlyList<Peer>> InstallAsync(CancellationToken cancellationToken)
    {
        List<Peer> peers = [];
        if (await InstallAsync(NpmTool.LiteParse, cancellationToken) is { } lit)
        {
            peers.Add(new("lit parse --format markdown", lit, path =>
                ["parse", path, "--format", "markdown", "--no-ocr", "-q"]));
        }

        if (await InstallAsync(NpmTool.OpenDataLoader, cancellationToken) is { } loader)
        {
            peers.Add(new("opendataloader-pdf -f markdown", loader, path =>
                ["--to-stdout", "-q", "-f", "markdown", "--image-output", "off", path], StartsSlowly: true));
        }

        return peers;
    }

    private static Task<string?> InstallAsync(NpmTool tool, CancellationToken cancellationToken) => tool.InstallAsync(
        Path.Combine(SamplePaths.RepositoryRoot, "artifacts", "peers", tool.Program), cancellationToken);
}
