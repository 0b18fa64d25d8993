using System.Text;
using DaprProcessing.Analysis;

namespace DaprProcessing.TextAnalysis;

/// <summary>The analysis for people.</summary>
internal static class AnalysisMarkdown
{
    private const int MostEntities = 50;

    public static string Of(TextAnalysisResult result)
    {
        var text = new StringBuilder("# Analysis\n\n");
        text.Append($"Language {result.Language.Code}, tone {result.Sentiment.Label} ({result.Sentiment.Score:+0.00;-0.00;0}), ")
            .Append($"read by {result.Engine}{(result.Model is null ? "" : $" ({result.Model})")}.\n\n## Summary\n\n")
            .Append(Escape(result.Summary)).Append('\n');
        AppendList(text, "Key points", result.KeyPoints);
        AppendList(text, "Key phrases", result.KeyPhrases.Select(phrase => phrase.Text));
        AppendList(text, "Entities", result.Entities.Take(MostEntities).Select(
            entity => $"{entity.Text} ({entity.Type}{(entity.Mentions.Count > 1 ? $", {entity.Mentions.Count} times" : "")})"));
        AppendList(text, "Notes", result.Notes);
        return text.ToString();
    }

    private static void AppendList(StringBuilder text, string title, IEnumerable<string> items)
    {
        foreach (var (i, item) in items.Index())
        {
            text.Append(i == 0 ? $"\n## {title}\n\n" : "").Append("- ").Append(Escape(item)).Append('\n');
        }
    }

    /// <summary>What of a text would be taken for markup, or for a line of its own.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings(" "))
        {
            escaped.Append(letter is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '#' or '|' ? $"\\{letter}" : letter);
        }

        return escaped.ToString();
    }
}
