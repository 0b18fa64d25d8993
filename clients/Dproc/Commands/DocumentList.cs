using DaprProcessing.Client;

namespace DaprProcessing.Dproc.Commands;

/// <summary>The documents that arguments name.</summary>
internal static class DocumentList
{
    public static IReadOnlyList<DocumentSource> Expand(IEnumerable<string> arguments) => [.. arguments.SelectMany(Expand)];

    private static IEnumerable<DocumentSource> Expand(string argument)
    {
        if (argument == "-")
        {
            return [DocumentSource.Stream(Console.OpenStandardInput(), "stdin")];
        }

        if (File.Exists(argument))
        {
            return [DocumentSource.File(argument)];
        }

        // A shell has found them already, unless the pattern was quoted.
        List<string> files = Directory.Exists(argument) ? [.. FilePattern.FilesOf(argument)]
            : FilePattern.IsPattern(argument) ? [.. FilePattern.Find(argument)] : [];
        return files.Count > 0 ? files.Select(DocumentSource.File) : throw new UsageException($"there is no file '{argument}'");
    }
}
