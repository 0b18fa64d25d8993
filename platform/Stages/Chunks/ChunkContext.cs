using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages.Chunks;

/// <summary>One chunk in the hands of a stage: its pages, and where to put what is made of each.</summary>
public sealed class ChunkContext : StageContext
{
    private readonly Func<CancellationToken, Task> _pageDone;
    private readonly MessageBudget _budget;

    internal ChunkContext(ChunkWork work, StageStores stores, Func<CancellationToken, Task> pageDone)
        : base(work, stores)
    {
        (Work, _pageDone) = (work, pageDone);
        _budget = new MessageBudget(isOpen: work.Gather is not null);
    }

    public ChunkWork Work { get; }

    /// <summary>
    /// Does each page for itself, and counts it as done. One bad page fails alone: a <see cref="FailureException"/> fails it,
    /// unless it may pass; one that has failed before is left as it is.
    /// </summary>
    /// <param name="atOnce">Pages at a time; by default so many as there are processors. An engine pool bounds the work: they
    /// are only pages waiting for it.</param>
    public async Task<PageWork[]> RunPagesAsync(
        Func<PageWork, CancellationToken, Task<PageWork>> run, CancellationToken cancellationToken, int? atOnce = null)
    {
        var pages = Work.Pages.ToArray();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = atOnce ?? Environment.ProcessorCount, CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, pages.Length, parallel, async (index, cancellation) =>
        {
            pages[index] = await RunOrFailAsync(pages[index], run, cancellation).ConfigureAwait(false);
            await _pageDone(cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return pages;
    }

    /// <summary>Stores a file as an output of a page that callers may fetch.</summary>
    /// <param name="name">The artifact's name, for example <c>pages/0001.png</c>.</param>
    /// <param name="facts">What the result says of it.</param>
    public async Task<PageOutput> PutArtifactAsync<TFacts>(
        string name, string path, string mediaType, TFacts facts, CancellationToken cancellationToken)
    {
        var key = JobKeys.Artifact(Job, name);
        await Objects.PutFileAsync(key, path, mediaType, cancellationToken).ConfigureAwait(false);
        return new PageOutput(
            key, Facts: JsonSerializer.SerializeToElement(facts, ServiceHost.Json), Artifact: new Artifact(
                name, mediaType, new FileInfo(path).Length));
    }

    /// <summary>Keeps an output of a page for the stages to come: in the message where it is small, else at the key.</summary>
    /// <param name="facts">What the result says of it; null for nothing.</param>
    public async Task<PageOutput> PutJsonAsync<T>(string key, T value, object? facts, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(value, ServiceHost.Json);
        JsonElement? told = facts is null ? null : JsonSerializer.SerializeToElement(facts, facts.GetType(), ServiceHost.Json);
        if (Inline(content) is { } inline)
        {
            return new PageOutput(Content: inline, Facts: told);
        }

        await Objects.PutAsync(key, content, "application/json", cancellationToken).ConfigureAwait(false);
        return new PageOutput(key, Facts: told);
    }

    /// <summary>JSON as it travels in the message; null where that has no room for it.</summary>
    internal JsonElement? Inline(ReadOnlyMemory<byte> content)
    {
        if (!_budget.TryTake(content.Length))
        {
            return null;
        }

        using var document = JsonDocument.Parse(content);
        return document.RootElement.Clone();
    }

    private async Task<PageWork> RunOrFailAsync(
        PageWork page, Func<PageWork, CancellationToken, Task<PageWork>> run, CancellationToken cancellationToken)
    {
        try
        {
            return page.Failure is null ? await run(page, cancellationToken).ConfigureAwait(false) : page;
        }
        catch (FailureException error) when (!error.Failure.Retryable)
        {
            return page with { Failure = new PageFailure(Stage, error.Failure) };
        }
    }
}
