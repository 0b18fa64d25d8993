using System.Runtime.CompilerServices;
using DaprProcessing.Client.Http;

namespace DaprProcessing.Client;

/// <content>
/// Messages that no service could read: with the administrator's key as <see cref="DocumentServiceOptions.ApiKey"/>.
/// </content>
public sealed partial class DocumentService
{
    private const string DeadLetters = "v1/admin/dead-letters";

    /// <summary>All dead letters, newest first, without their bodies.</summary>
    public async IAsyncEnumerable<DeadLetter> ListDeadLettersAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? cursor = null;
        do
        {
            var path = cursor is null ? DeadLetters : $"{DeadLetters}?cursor={Uri.EscapeDataString(cursor)}";
            var page = await _api.ReadAsync(
                Get(path), _options.AttemptTimeout, WireJson.Default.DeadLetterPage, cancellationToken).ConfigureAwait(false);
            foreach (var letter in page.DeadLetters ?? [])
            {
                yield return letter;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>One of them, with its body.</summary>
    /// <exception cref="DocumentProcessingException"><c>dead_letter_not_found</c>, <c>admin_required</c> …</exception>
    public Task<DeadLetter> GetDeadLetterAsync(string id, CancellationToken cancellationToken = default) => _api.ReadAsync(
        Get(DeadLetterPath(id)), _options.AttemptTimeout, WireJson.Default.DeadLetter, cancellationToken);

    /// <summary>Publishes it again where it was published; it is no dead letter then, unless it cannot be read again.</summary>
    public async Task ReplayDeadLetterAsync(string id, CancellationToken cancellationToken = default)
    {
        using var response = await _api.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, DeadLetterPath(id, "/replay")),
            new RequestTraits(_options.AttemptTimeout, Buffered: true), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes it for good.</summary>
    public Task DropDeadLetterAsync(string id, CancellationToken cancellationToken = default) =>
        RemoveAsync(DeadLetterPath(id), cancellationToken);

    private static string DeadLetterPath(string id, string rest = "") => $"{DeadLetters}/{Uri.EscapeDataString(id)}{rest}";
}
