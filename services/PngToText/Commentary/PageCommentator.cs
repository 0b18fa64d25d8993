using System.Text.Json;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.TextModels;

namespace DaprProcessing.PngToText.Commentary;

/// <summary>
/// Has a language model write on what a page says, to <c>commentary/0001.txt</c>. The page's text is there by then and stays,
/// whatever becomes of the commentary.
/// </summary>
internal sealed class PageCommentator(EngineChoice<ITextModel> models)
{
    /// <summary>Work that was sent so often has waited long enough for a model that is away.</summary>
    private const int PatientDispatches = 2;

    /// <exception cref="FailureException">There is no address to ask at.</exception>
    public void CheckSetUp(PngToTextOptions options)
    {
        if (options.Commentary != PngToTextOptions.None)
        {
            models.Named(options.Commentary).CheckSetUp();
        }
    }

    /// <exception cref="FailureException">The model is away, and may come back.</exception>
    public async Task<PageWork> AddAsync(
        PageWork page, ReadPage read, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var options = chunk.Options<PngToTextOptions>();
        var words = read.Text.PlainText;
        if (options.Commentary == PngToTextOptions.None || !words.Any(char.IsLetterOrDigit))
        {
            return page;
        }

        var model = models.Named(options.Commentary);
        try
        {
            if (read.Commentary is null)
            {
                var written = await WriteAsync(model, words, options.CommentaryInstructions, cancellationToken);
                read = read with { Commentary = written };
                await read.KeepAsync(page, chunk, cancellationToken);
            }

            return page.With(PageCommentary.Output, await StoreAsync(page, read.Commentary, chunk, cancellationToken));
        }
        catch (FailureException error) when (!error.Failure.Retryable || chunk.Work.Dispatch > PatientDispatches)
        {
            return page.With(PageCommentary.Output, new PageOutput(Facts: JsonSerializer.SerializeToElement(
                new PageCommentary(model.Name, model.Model) { Failure = error.Failure }, ServiceHost.Json)));
        }
        catch (FailureException)
        {
            await read.KeepAsync(page, chunk, cancellationToken);
            throw;
        }
    }

    private static async Task<WrittenCommentary> WriteAsync(
        ITextModel model, string words, string instructions, CancellationToken cancellationToken)
    {
        var text = await model.AskAsync(
            CommentaryQuestion.Of(words, instructions), CommentaryQuestion.Read, cancellationToken);
        return new WrittenCommentary(text, new PageCommentary(model.Name, model.Model, text.Length)
        {
            OnBeginningOnly = words.Length > CommentaryQuestion.MostLetters,
        });
    }

    private static async Task<PageOutput> StoreAsync(
        PageWork page, WrittenCommentary written, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var path = chunk.TemporaryFile($"{page.PageNo:D4}-commentary.txt");
        await File.WriteAllTextAsync(path, written.Text, cancellationToken);
        return await chunk.PutArtifactAsync(
            PageCommentary.ArtifactName(page.PageNo), path, "text/plain; charset=utf-8", written.Facts, cancellationToken);
    }
}
