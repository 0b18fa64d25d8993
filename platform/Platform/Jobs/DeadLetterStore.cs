using System.Runtime.CompilerServices;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Platform.Jobs;

/// <summary>Messages that nobody could read, kept until somebody has looked at them.</summary>
public sealed class DeadLetterStore(IObjectStore objects, TimeProvider time)
{
    // A message of ours names one job; what names hundreds was made to cost as many objects.
    private const int NamedJobs = 8;

    public async Task<DeadLetter> KeepAsync(
        string service, string topic, string reason, string contentType, ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var letter = new DeadLetter(DeadLetterKeys.NewId(at, body.Span), at, service, topic, reason, contentType, body);
        // First: a letter that its job's end does not find would be there for as long as any.
        foreach (var job in JobId.IdsIn(body.Span).Take(NamedJobs))
        {
            await objects.PutAsync(
                DeadLetterKeys.NamedMarker(job, letter.Id), "{}"u8.ToArray(), "application/json", cancellationToken)
                .ConfigureAwait(false);
        }

        await objects.PutJsonAsync(DeadLetterKeys.Letter(letter.Id), letter, cancellationToken).ConfigureAwait(false);
        return letter;
    }

    /// <summary>Newest first.</summary>
    /// <param name="after">The id of the last one that is known.</param>
    public async IAsyncEnumerable<DeadLetter> ListAsync(
        string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = after is null ? null : DeadLetterKeys.Letter(after);
        await foreach (var key in objects.ListAsync(DeadLetterKeys.Prefix, start, cancellationToken).ConfigureAwait(false))
        {
            if (await FindAsync(DeadLetterKeys.IdOf(key), cancellationToken).ConfigureAwait(false) is { } letter)
            {
                yield return letter;
            }
        }
    }

    /// <summary>Null for one that is not there.</summary>
    public async Task<DeadLetter?> FindAsync(string id, CancellationToken cancellationToken) => DeadLetterKeys.IsWellFormed(id)
        ? await objects.FindJsonAsync<DeadLetter>(DeadLetterKeys.Letter(id), cancellationToken).ConfigureAwait(false)
        : null;

    public Task DropAsync(string id, CancellationToken cancellationToken) =>
        objects.DeleteAsync(DeadLetterKeys.Letter(id), cancellationToken);

    /// <summary>Removes those that name the job: what is in them was in its messages.</summary>
    public async Task DropOfAsync(JobId job, CancellationToken cancellationToken)
    {
        var named = DeadLetterKeys.Named(job.Id);
        await foreach (var marker in objects.ListAsync(named, after: null, cancellationToken).ConfigureAwait(false))
        {
            await DropAsync(DeadLetterKeys.IdOf(marker), cancellationToken).ConfigureAwait(false);
            await objects.DeleteAsync(marker, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes those that are older, and says how many there were.</summary>
    public async Task<int> SweepAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        await SweepAsync(DeadLetterKeys.AllNamed, age, cancellationToken).ConfigureAwait(false);
        return await SweepAsync(DeadLetterKeys.Prefix, age, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> SweepAsync(string prefix, TimeSpan age, CancellationToken cancellationToken)
    {
        var (swept, end) = (0, time.GetUtcNow() - age);
        // Walked to its end, where the oldest are.
        await foreach (var key in objects.ListAsync(prefix, after: null, cancellationToken).ConfigureAwait(false))
        {
            if (DeadLetterKeys.TimeOf(key) < end)
            {
                await objects.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
                swept++;
            }
        }

        return swept;
    }
}
