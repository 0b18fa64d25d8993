using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>Runs of text with their formatting and links, as Markdown marks them.</summary>
internal static class MarkdownRuns
{
    public static string Of(IReadOnlyList<TextItem> runs) => RunText.Join(runs, (run, text) => runs.Count == 1
        // The label of one by itself says what it is: a paragraph of code is fenced.
        ? Looks(run, MarkdownEscape.Text(text)) : run.Label switch
        {
            Labels.Code => Linked(run, Code(text)),
            Labels.Formula => $"${text}$",
            _ => Looks(run, MarkdownEscape.Text(text)),
        });

    private static string Looks(TextItem run, string text)
    {
        text = run.Formatting is { Strikethrough: true } ? $"~~{text}~~" : text;
        text = run.Formatting is { Italic: true } ? $"*{text}*" : text;
        // A heading is bold by what it is.
        text = run.Formatting is { Bold: true } && run.Label is not (Labels.Title or Labels.SectionHeader) ? $"**{text}**" : text;
        return Linked(run, text);
    }

    private static string Code(string text) =>
        MarkdownEscape.Fence(text, "`") is { Length: > 1 } fence ? $"{fence} {text} {fence}" : $"`{text}`";

    private static string Linked(TextItem run, string text) => MarkdownLinks.Around(text, WebAddress.Of(run.Hyperlink));
}
