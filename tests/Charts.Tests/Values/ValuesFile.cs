using System.Text.RegularExpressions;
using DaprProcessing.Charts.Tests.Rendering;

namespace DaprProcessing.Charts.Tests.Values;

/// <summary>values.yaml: every key with its default, and the comment <c># -- …</c> above it.</summary>
internal static partial class ValuesFile
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(Chart.Folder, "values.yaml"));

    /// <summary>Path of the key → its comment, on one line.</summary>
    public static IReadOnlyDictionary<string, string> Comments { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        var comments = new Dictionary<string, string>();
        var open = new List<(int Indent, string Key)>();
        string? comment = null;
        foreach (var line in Text.Split('\n'))
        {
            if (Comment().Match(line) is { Success: true } begun)
            {
                comment = begun.Groups[1].Value;
            }
            else if (Continued().Match(line) is { Success: true } more && comment is not null)
            {
                comment += " " + more.Groups[1].Value;
            }
            else if (Key().Match(line) is { Success: true } key)
            {
                var indent = key.Groups[1].Length;
                open.RemoveAll(parent => parent.Indent >= indent);
                open.Add((indent, key.Groups[2].Value));
                if (comment is not null)
                {
                    comments[string.Join('.', open.Select(parent => parent.Key))] = comment;
                    comment = null;
                }
            }
        }

        return comments;
    }

    [GeneratedRegex(@"^ *# -- (.+)$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^ *# (?!-- )(.+)$")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^( *)([A-Za-z0-9]+):")]
    private static partial Regex Key();
}
