using DaprProcessing.Contracts.Documents;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Engines.Markup;
using DaprProcessing.Stages.Cuts;

namespace DaprProcessing.TextAnalysis;

/// <summary>What a document that flows says, unit after unit, without its markup.</summary>
internal static class FlowText
{
    public static async Task<string> ReadAsync(
        CutContext cut, MarkupEnginePool engines, DocumentSource source, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        var count = await engines.CountAsync(source, cancellationToken);
        for (var unit = 1; unit <= count; unit++)
        {
            var folder = Directory.CreateDirectory(cut.TemporaryFile($"{unit:D4}"));
            var converted = await engines.ConvertAsync(source, unit, folder.FullName, cancellationToken);
            await using (var file = File.OpenRead(converted.DocumentPath))
            {
                texts.Add(DoclingText.ToText(await DoclingJson.ReadAsync(file, cancellationToken)));
            }

            folder.Delete(recursive: true);
        }

        return string.Join('\n', texts.Where(text => text.Length > 0));
    }
}
