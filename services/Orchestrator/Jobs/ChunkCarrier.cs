using System.Collections.Immutable;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Orchestrator.Activities;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>
/// Copies what an earlier job made of a chunk: either job may be deleted without the other. The outcome comes last, so that a
/// copy that is cut off is made again.
/// </summary>
internal sealed class ChunkCarrier(IObjectStore objects, JobStore jobs, ProgressStore progress) : IDisposable
{
    // Of all chunks together: a copy is in memory on its way, and of a large document dozens of chunks are asked for at a time.
    private readonly SemaphoreSlim _copies = new(8);

    /// <returns>False where the chunk has to be done: a page of it has failed there, or it is gone.</returns>
    public async Task<bool> CarryAsync(ChunkCarry carry, CancellationToken cancellationToken)
    {
        var (chunk, key) = (carry.Chunk, JobKeys.ChunkOutcome(carry.Earlier, carry.Chunk.ChunkId));
        if (await jobs.FindAsync(carry.Job, cancellationToken) is not { IsStopping: false }
            || await objects.FindJsonAsync<ChunkOutcome>(key, cancellationToken) is not { } outcome
            || outcome.Pages.Any(page => page.Failure is not null)
            || !outcome.Pages.Select(page => page.PageNo).SequenceEqual(Enumerable.Range(chunk.FirstPageNo, chunk.Count)))
        {
            return false;
        }

        try
        {
            await CopyAsync(carry, outcome, cancellationToken);
        }
        catch (ObjectNotFoundException)
        {
            // Deleted meanwhile, or expired.
            return false;
        }

        await objects.PutJsonAsync(
            JobKeys.ChunkOutcome(carry.Job, chunk.ChunkId),
            outcome with { Pages = [.. outcome.Pages.Select(page => Moved(page, carry))] }, cancellationToken);
        foreach (var stage in carry.Stages)
        {
            await progress.ReportAsync(carry.Job, stage, chunk.ChunkId, chunk.Count, cancellationToken);
        }

        return true;
    }

    public void Dispose() => _copies.Dispose();

    private Task CopyAsync(ChunkCarry carry, ChunkOutcome outcome, CancellationToken cancellationToken) =>
        Task.WhenAll(outcome.Pages.SelectMany(page => page.Outputs.Values).Where(output => output.Key is not null)
            .DistinctBy(output => output.Key).Select(output => CopyAsync(carry, output, cancellationToken)));

    private async Task CopyAsync(ChunkCarry carry, PageOutput output, CancellationToken cancellationToken)
    {
        await _copies.WaitAsync(cancellationToken);
        try
        {
            var content = await objects.GetAsync(output.Key!, cancellationToken);
            await objects.PutAsync(
                Moved(output.Key!, carry), content, output.Artifact?.MediaType ?? "application/json", cancellationToken);
        }
        finally
        {
            _copies.Release();
        }
    }

    private static PageWork Moved(PageWork page, ChunkCarry carry) => page with
    {
        Outputs = page.Outputs.ToImmutableSortedDictionary(
            output => output.Key,
            output => output.Value with { Key = output.Value.Key is { } key ? Moved(key, carry) : null }),
    };

    private static string Moved(string key, ChunkCarry carry) =>
        JobKeys.Root(carry.Job) + key[JobKeys.Root(carry.Earlier).Length..];
}
