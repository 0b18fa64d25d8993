using DaprProcessing.Contracts.Problems;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Hosting;
using DaprProcessing.MarkupEngine.Html;
using Markdig;

namespace DaprProcessing.MarkupEngine.Texts;

/// <summary>Markdown (CommonMark with tables, task lists, footnotes, strikethrough, front matter), by way of the HTML it
/// stands for.</summary>
internal sealed class MarkdownReader(string text) : IUnits
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter().UsePipeTables().UseGridTables().UseTaskLists().UseFootnotes().UseAutoLinks().UseEmphasisExtras()
        .UseDefinitionLists().UseMathematics().Build();

    public int Count => 1;

    public void Write(int unit, Flow flow) => HtmlReader.Write(HtmlReader.Parse(ToHtml(text)), flow, _ => null);

    public void Dispose()
    {
        // Nothing is open.
    }

    private static string ToHtml(string text)
    {
        try
        {
            return Markdown.ToHtml(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // What Markdig says of markup that nests without end.
            throw new DocumentFault(FailureCodes.ResourceLimit, "The Markdown nests deeper than a document may.");
        }
    }
}
