using System.Text.Json;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Engines.Markup;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.PdfDocling;

/// <summary>
/// Reads the units of a document that flows: slides, sheets, chapters, or all of it as one. Each becomes a DoclingDocument of
/// its own, and its pictures artifacts.
/// </summary>
internal sealed class FlowUnits(MarkupEnginePool engines)
{
    // One after the other: the engine has the document open.
    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken) =>
        await chunk.RunPagesAsync((unit, cancellation) => ReadAsync(unit, chunk, cancellation), cancellationToken, atOnce: 1);

    private async Task<PageWork> ReadAsync(PageWork unit, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var source = await chunk.OpenSourceAsync(cancellationToken);
        var folder = Directory.CreateDirectory(chunk.TemporaryFile($"{unit.PageNo:D4}"));
        var converted = await engines.ConvertAsync(source, unit.PageNo, folder.FullName, cancellationToken);

        using var content = JsonDocument.Parse(await File.ReadAllBytesAsync(converted.DocumentPath, cancellationToken));
        var key = chunk.KeyOf(chunk.Stage, $"{unit.PageNo:D4}.json");
        unit = unit.With(
            DoclingDocument.UnitOutput, await chunk.PutJsonAsync(key, content.RootElement, facts: null, cancellationToken));
        foreach (var picture in converted.Pictures)
        {
            var output = await chunk.PutArtifactAsync(
                $"pictures/{picture.Name}", picture.Path, picture.MediaType, (object?)null, cancellationToken);
            unit = unit.With($"picture-{picture.Name}", output with { Facts = null });
        }

        folder.Delete(recursive: true);
        return unit;
    }
}
