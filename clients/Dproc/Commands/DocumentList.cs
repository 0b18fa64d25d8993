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

        // A shell has done this already, unless the pattern was quoted.
        var (folder, pattern) = Directory.Exists(argument)
            ? (argument, "*")
            : (Path.GetDirectoryName(argument) is { Length: > 0 } parent ? parent : ".", Path.GetFileName(argument));
        var files = Directory.Exists(folder) && (pattern.Contains('*') || pattern.Contains('?'))
            ? Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal).ToList()
            : [];
        return files.Count > 0 ? files.Select(DocumentSource.File) : throw new UsageException($"there is no file '{argument}'");
    }
}
