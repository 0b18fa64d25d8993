using System.Runtime.CompilerServices;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Platform.Jobs;

/// <summary>Messages that nobody could read, kept until somebody has looked at them.</summary>
public sealed class DeadLetterStore(IObjectStore objects, TimeProvider time)
{
    public async Task<DeadLetter> KeepAsync(
        string service, string topic, string reason, string contentType, ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var letter = new DeadLetter(DeadLetterKeys.NewId(at, body.Span), at, service, topic, reason, contentType, body);
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
            if (await FindAsync(key[DeadLetterKeys.Prefix.Length..], cancellationToken).ConfigureAwait(false) is { } letter)
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

    /// <summary>Removes those that are older, and says how many there were.</summary>
    public async Task<int> SweepAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var (swept, end) = (0, time.GetUtcNow() - age);
        // Walked to its end, where the oldest are.
        await foreach (var key in objects.ListAsync(DeadLetterKeys.Prefix, after: null, cancellationToken).ConfigureAwait(false))
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
