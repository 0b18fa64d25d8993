using System.Runtime.CompilerServices;
using System.Text.Json;
using DaprProcessing.Client.Http;

namespace DaprProcessing.Client;

/// <content>Pages while a job runs.</content>
public sealed partial class DocumentService
{
    /// <summary>
    /// Pages in order, each as soon as it and those before it are done, until the job has ended. Where the connection breaks it
    /// goes on after the last page, as often in a row as <see cref="DocumentServiceOptions.MaxRetries"/> says.
    /// </summary>
    /// <param name="after">The last page that the caller has; 0 for none.</param>
    /// <exception cref="DocumentProcessingException"><c>job_not_found</c>, or the platform cannot be reached.</exception>
    public async IAsyncEnumerable<Page> ReadPagesAsync(
        string jobId, int after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var failures = 0; ;)
        {
            using var response = await _api.SendAsync(
                Get(PathOf(jobId, $"/pages?after={after}")), new RequestTraits(Timeout: null, Buffered: false),
                cancellationToken).ConfigureAwait(false);
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            while (true)
            {
                var (page, cut) = await ReadPageAsync(lines, cancellationToken).ConfigureAwait(false);
                if (page is not null && page.PageNo > after)
                {
                    (after, failures) = (page.PageNo, 0);
                    yield return page;
                }
                else if (page is not null)
                {
                    // The caller has it.
                    continue;
                }
                else if (cut is null)
                {
                    yield break;
                }
                else if (++failures > _options.MaxRetries)
                {
                    throw DocumentProcessingException.Unreachable(cut);
                }
                else
                {
                    break;
                }
            }

            await Task.Delay(LeastPause * failures, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Neither at the end of the job's pages.</returns>
    private static async Task<(Page? Page, Exception? Cut)> ReadPageAsync(StreamReader lines, CancellationToken cancellationToken)
    {
        try
        {
            var line = "";
            while (line is { Length: 0 })
            {
                // An empty one says that the next takes long.
                line = await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            }

            return line is null ? (null, null) : (JsonSerializer.Deserialize(line, WireJson.Default.Page), null);
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException)
        {
            return (null, cut);
        }
        catch (JsonException malformed)
        {
            throw DocumentProcessingException.Unexpected("A page is not what the platform's would be.", malformed);
        }
    }
}
