using System.Collections.Frozen;

namespace DaprProcessing.Analysis;

/// <summary>The lists in this library: a line is a name, a colon, and words; several lines of one name are one list.</summary>
internal static class WordLists
{
    public static FrozenDictionary<string, FrozenSet<string>> Read(string file, char separator = ' ') =>
        Lines(file)
            .Select(line => line.Split(':', 2))
            .GroupBy(line => line[0].Trim(), line => line[1], StringComparer.Ordinal)
            .ToFrozenDictionary(
                list => list.Key,
                list => list.SelectMany(
                    words => words.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                    .ToFrozenSet(StringComparer.Ordinal));

    private static List<string> Lines(string file)
    {
        using var stream = typeof(WordLists).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The list {file} is not in this library.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Contains(':') && !line.StartsWith('#'))];
    }
}
