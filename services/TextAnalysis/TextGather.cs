using System.Text;
using DaprProcessing.Analysis;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Gathers;
using DaprProcessing.TextAnalysis.Engines;

namespace DaprProcessing.TextAnalysis;

/// <summary>Puts the parts together and writes the artifacts.</summary>
internal sealed class TextGather(GatherContext gather, ITextAnalyzer analyzer)
{
    private const string Json = "analysis.json", Markdown = "analysis.md", Text = "text.txt";

    public async Task<Gathered> GatherAsync(CancellationToken cancellationToken)
    {
        var options = gather.Options<TextAnalysisOptions>();
        var units = await gather.ReadUnitsAsync(cancellationToken);
        var parts = await PartsAsync(units, cancellationToken);
        var text = await TextCut.ReadAsync(gather, cancellationToken);
        var result = Noted(await analyzer.MergeAsync(text, parts, options, cancellationToken), units);
        if (!gather.IsWanted(Text) && options.IntoDocument)
        {
            result = await DocumentMeta.WriteAsync(gather, result, cancellationToken);
        }

        await gather.WriteJsonAsync(Json, result, cancellationToken);
        await WriteTextAsync(Markdown, "text/markdown", AnalysisMarkdown.Of(result), cancellationToken);
        if (gather.IsWanted(Text))
        {
            // What the spans are places in. Of a document that is document.txt.
            await WriteTextAsync(Text, "text/plain", text, cancellationToken);
        }

        return new Gathered(units, new
        {
            result.Engine, result.Model, language = result.Language.Code, sentiment = result.Sentiment.Label,
            entities = result.Entities.Count,
        });
    }

    private async Task<List<PartAnalysis>> PartsAsync(IReadOnlyList<PageWork> units, CancellationToken cancellationToken)
    {
        var parts = new List<PartAnalysis>(units.Count);
        foreach (var output in units.Where(unit => unit.Failure is null).Select(unit => unit.Output(TextAnalysisStage.Output)!))
        {
            parts.Add(await gather.GetJsonAsync<PartAnalysis>(output, cancellationToken));
        }

        return parts.Count > 0 ? parts
            : throw new FailureException(units.Select(unit => unit.Failure?.Failure).OfType<Failure>().FirstOrDefault()
                ?? new Failure(FailureCodes.Internal, "No part of the text was read."));
    }

    private static TextAnalysisResult Noted(TextAnalysisResult result, IReadOnlyList<PageWork> units) => result with
    {
        Parts = units.Count,
        Notes =
        [
            .. result.Notes,
            .. units.Where(unit => unit.Failure is not null)
                .Select(unit => $"Part {unit.PageNo} of {units.Count} is missing: {unit.Failure!.Failure.Message}"),
        ],
    };

    private Task WriteTextAsync(string name, string mediaType, string text, CancellationToken cancellationToken) =>
        gather.WriteArtifactAsync(
            name, $"{mediaType}; charset=utf-8",
            stream => stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask(), cancellationToken);
}
