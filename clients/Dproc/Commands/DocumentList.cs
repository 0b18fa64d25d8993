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
        var (files, missing) = Directory.Exists(argument)
            ? (FilePattern.FilesOf(argument).ToList(), $"there is no file in the folder '{argument}'")
            : FilePattern.IsPattern(argument) ? (FilePattern.Find(argument).ToList(), $"no file is like '{argument}'")
            : ([], $"there is no file '{argument}'");
        return files.Count > 0 ? files.Select(DocumentSource.File) : throw new UsageException(missing);
    }
}
