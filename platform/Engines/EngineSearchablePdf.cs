using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines;

internal sealed class EngineSearchablePdf(EnginePool pool, IOptions<EngineOptions> options) : ISearchablePdf
{
    public async Task<int> WriteAsync(
        DocumentSource source, IAsyncEnumerable<PageText> pages, string outputPath, bool isArchival,
        CancellationToken cancellationToken)
    {
        var output = Path.GetFullPath(outputPath);
        var layers = output + ".layers";
        try
        {
            await WriteLayersAsync(layers, pages, cancellationToken).ConfigureAwait(false);
            var request = EngineRequest.Of(EngineOperation.Searchable, source) with
            {
                LayersPath = layers,
                OutputPath = output,
                IsArchival = isArchival,
            };
            var reply = await pool.RunAsync(request, options.Value.DocumentLimit, cancellationToken).ConfigureAwait(false);
            return reply.Searchable!.Pages;
        }
        finally
        {
            File.Delete(layers);
            // What an engine that was ended in the middle leaves behind.
            File.Delete(output + ".part");
            File.Delete(output + ".part.png");
        }
    }

    /// <summary>One page after the other, so that a long document is never held whole.</summary>
    private static async Task WriteLayersAsync(
        string path, IAsyncEnumerable<PageText> pages, CancellationToken cancellationToken)
    {
        var file = File.Create(path);
        await using (file.ConfigureAwait(false))
        {
            await foreach (var page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (Recognized(page) is { Words.Count: > 0 } layer)
                {
                    EngineFrames.WriteReply(file, new EngineReply { Text = layer });
                }
            }
        }
    }

    /// <summary>The words that the document itself does not have.</summary>
    private static PageText Recognized(PageText page)
    {
        var isRecognized = page.Fonts.Select(font => font.Name == PageText.RecognizedFont).ToArray();
        return page with
        {
            Words = [.. page.Words.Where(word => word.Font >= 0 && word.Font < isRecognized.Length && isRecognized[word.Font])],
            Images = [],
            Rules = [],
            Unread = null,
            Untried = null,
        };
    }
}
