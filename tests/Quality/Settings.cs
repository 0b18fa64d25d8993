using DaprProcessing.PdfDocling;

namespace DaprProcessing.Quality;

/// <summary>What one run measures.</summary>
/// <param name="Data">Clones of the public repositories that the sets are of.</param>
/// <param name="Sets">Empty for all.</param>
/// <param name="Cache">Keeps what the engines read; null for none.</param>
/// <param name="Written">Where each document's Markdown is put, to look at; null for nowhere.</param>
/// <param name="Layout">One of <see cref="PdfDoclingOptions.Layout"/>: who finds the structure of a page.</param>
internal sealed record Settings(
    string Data, IReadOnlyList<string> Sets, bool Peers, bool TellsEach, string? Cache, string? Written,
    string Layout)
{
    /// <summary>Reads the command line; says on standard error what is wrong with it.</summary>
    public static Settings? Parse(string[] args, IReadOnlyList<string> known)
    {
        var settings = new Settings("quality-data", [], Peers: false, TellsEach: false, Cache: null, Written: null,
            PdfDoclingOptions.Rules);
        for (var index = 0; index < args.Length; index++)
        {
            switch (args[index])
            {
                case "--data" when index + 1 < args.Length:
                    settings = settings with { Data = args[++index] };
                    break;
                case "--cache" when index + 1 < args.Length:
                    settings = settings with { Cache = args[++index] };
                    break;
                case "--write" when index + 1 < args.Length:
                    settings = settings with { Written = args[++index] };
                    break;
                case "--layout" when index + 1 < args.Length
                    && args[index + 1] is PdfDoclingOptions.Rules or PdfDoclingOptions.Auto or PdfDoclingOptions.Neural:
                    settings = settings with { Layout = args[++index] };
                    break;
                case "--peers":
                    settings = settings with { Peers = true };
                    break;
                case "--each":
                    settings = settings with { TellsEach = true };
                    break;
                case var names when names.Split(',').All(known.Contains):
                    settings = settings with { Sets = [.. settings.Sets, .. names.Split(',')] };
                    break;
                case var unknown:
                    Console.Error.WriteLine($"quality: there is no '{unknown}'; there are: {string.Join(',', known)} "
                        + "--peers --each --data FOLDER --cache FOLDER --write FOLDER --layout rules|auto|neural");
                    return null;
            }
        }

        return settings;
    }
}
