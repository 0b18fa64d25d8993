using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.PngToText.Commentary;

/// <summary>
/// A page that is read, kept for the next delivery of its chunk: that is done again where one of its pages has to wait for the
/// model, when all have been read and most have been paid for.
/// </summary>
/// <param name="Commentary">Null where the model was away.</param>
internal sealed record ReadPage(PageText Text, WrittenCommentary? Commentary = null)
{
    /// <summary>What an earlier delivery has kept; null for nothing, as where there are no commentaries to wait for.</summary>
    public static Task<ReadPage?> FindAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken) =>
        chunk.Options<PngToTextOptions>().Commentary == PngToTextOptions.None ? Task.FromResult<ReadPage?>(null)
            : chunk.Objects.FindJsonAsync<ReadPage>(KeyOf(page, chunk), cancellationToken);

    public Task KeepAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken) =>
        chunk.Objects.PutJsonAsync(KeyOf(page, chunk), this, cancellationToken);

    private static string KeyOf(PageWork page, ChunkContext chunk) => chunk.KeyOf(chunk.Stage, $"{page.PageNo:D4}.json");
}

/// <summary>What a model has written, and what the result says of it.</summary>
internal sealed record WrittenCommentary(string Text, PageCommentary Facts);
