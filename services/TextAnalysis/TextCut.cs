using System.Text;
using DaprProcessing.Analysis;
using DaprProcessing.Analysis.Words;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Markup;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Cuts;

namespace DaprProcessing.TextAnalysis;

/// <summary>A part of a text, and where it begins.</summary>
internal sealed record TextPart(string Text, int Start);

/// <summary>Brings the text here and cuts it: the input's own, or what an earlier phase read of a document.</summary>
internal static class TextCut
{
    private const string DocumentText = "document.txt";
    private const string Text = "text.txt";
    private const int MostParts = 2_000;

    public static async Task<int> CutAsync(CutContext cut, MarkupEnginePool engines, CancellationToken cancellationToken)
    {
        var text = await TextOfAsync(cut, engines, cancellationToken);
        var parts = TextParts.Cut(text, cut.Options<TextAnalysisOptions>().PartCharacters);
        if (parts.Count > MostParts)
        {
            throw new FailureException(new Failure(
                FailureCodes.ResourceLimit,
                $"The text has {parts.Count} parts of 'partCharacters'; at most {MostParts} are read. Larger parts make fewer."));
        }

        await cut.Objects.PutAsync(
            cut.KeyOf(TextAnalysisStage.Name, Text), Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8",
            cancellationToken);

        // A text of nothing is one part of nothing: a blank page is no failure.
        parts = parts.Count == 0 ? [default] : parts;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = new TextPart(text[parts[i].Start..parts[i].End], parts[i].Start);
            await cut.Objects.PutJsonAsync(PartKey(cut, i + 1), part, cancellationToken);
        }

        return parts.Count;
    }

    public static Task<TextPart> ReadPartAsync(StageContext work, int number, CancellationToken cancellationToken) =>
        work.Objects.GetJsonAsync<TextPart>(PartKey(work, number), cancellationToken);

    /// <summary>The whole text as it was cut.</summary>
    public static async Task<string> ReadAsync(StageContext work, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString((await work.Objects.GetAsync(work.KeyOf(TextAnalysisStage.Name, Text), cancellationToken)).Span);

    // What an earlier phase read of the document, where there was one; else the input's own.
    private static async Task<string> TextOfAsync(CutContext cut, MarkupEnginePool engines, CancellationToken cancellationToken)
    {
        if (await cut.FindArtifactAsync(DocumentText, cancellationToken) is { } read)
        {
            return Encoding.UTF8.GetString(read.Span);
        }

        var source = await cut.OpenSourceAsync(cancellationToken);
        return MediaTypes.IsText(source.MediaType) ? DecodedText.Of(await TextFile.ReadAsync(source.Path, cancellationToken))
            : await FlowText.ReadAsync(cut, engines, source, cancellationToken);
    }

    private static string PartKey(StageContext work, int number) => work.KeyOf(TextAnalysisStage.Name, $"{number:D4}.json");
}
