using DaprProcessing.Quality.Reading;
using DaprProcessing.TestKit.Peers;

namespace DaprProcessing.Quality.Peers;

/// <summary>OpenDataLoader, a rule-based parser in Java, from npm, which writes Markdown.</summary>
internal sealed class OpenDataLoader(string program) : IReader
{
    public string Name => "opendataloader";

    public bool HasStructure => true;

    /// <summary>Installs it below the data folder, once.</summary>
    /// <returns>Null, and a line on standard error, where npm or Java is missing.</returns>
    public static async Task<OpenDataLoader?> InstallAsync(string data, CancellationToken cancellationToken)
    {
        if (!Tool.IsOnPath("java"))
        {
            await Console.Error.WriteLineAsync("quality: there is no java, so OpenDataLoader is left out");
            return null;
        }

        return await NpmTool.OpenDataLoader.InstallAsync(Path.Combine(data, "opendataloader"), cancellationToken) is { } program
            ? new OpenDataLoader(program) : null;
    }

    public async Task<Rendition?> ReadAsync(string path, int? page, CancellationToken cancellationToken)
    {
        var pages = page is { } one ? $"{one}" : "1-60";
        return await Tool.RunAsync(
            program, ["--to-stdout", "-q", "-f", "markdown", "--image-output", "off", "--pages", pages, path],
            cancellationToken) is { } markdown ? MarkdownRendition.Of(markdown) : null;
    }
}
