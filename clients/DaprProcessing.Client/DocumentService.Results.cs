using System.Text;
using DaprProcessing.Client.Http;

namespace DaprProcessing.Client;

/// <content>What jobs have made. All of it throws <c>job_not_finished</c> before a job's end and <c>no_result</c> after one
/// without a result.</content>
public sealed partial class DocumentService
{
    private const string ResultName = "result.json";

    /// <summary>What became of every page, and the names of the artifacts.</summary>
    /// <exception cref="DocumentProcessingException">
    /// <c>job_not_found</c>, <c>job_not_finished</c>, <c>no_result</c>, or the platform cannot be reached.
    /// </exception>
    public Task<JobResult> GetResultAsync(string jobId, CancellationToken cancellationToken = default) =>
        _api.ReadAsync(Get(PathOf(jobId, "/result")), _options.AttemptTimeout, WireJson.Default.JobResult, cancellationToken);

    /// <summary>An artifact, as it comes in.</summary>
    /// <param name="name">As <see cref="JobResult.Artifacts"/> has it, for example <c>document.md</c> or
    /// <c>pages/0001.png</c>.</param>
    /// <returns>A stream to be disposed; its bytes are still on their way.</returns>
    /// <exception cref="DocumentProcessingException"><c>artifact_not_found</c>, and what <see cref="GetResultAsync"/>
    /// throws.</exception>
    public async Task<Stream> OpenArtifactAsync(string jobId, string name, CancellationToken cancellationToken = default)
    {
        var response = await _api.SendAsync(
            Get(PathOf(jobId, $"/artifacts/{Escape(name)}")), new RequestTraits(Timeout: null, Buffered: false),
            cancellationToken).ConfigureAwait(false);
        return new ResponseStream(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>An artifact as a whole.</summary>
    /// <inheritdoc cref="OpenArtifactAsync"/>
    public async Task<byte[]> ReadBytesAsync(string jobId, string name, CancellationToken cancellationToken = default)
    {
        using var bytes = new MemoryStream();
        await CopyAsync(PathOf(jobId, $"/artifacts/{Escape(name)}"), bytes, cancellationToken).ConfigureAwait(false);
        return bytes.ToArray();
    }

    /// <summary>An artifact as text; all of the platform's is UTF-8.</summary>
    /// <inheritdoc cref="OpenArtifactAsync"/>
    public async Task<string> ReadTextAsync(string jobId, string name, CancellationToken cancellationToken = default) =>
        Encoding.UTF8.GetString(await ReadBytesAsync(jobId, name, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Writes all artifacts and <c>result.json</c> into a folder, which is made where it is not there; what it holds is replaced.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written to, or an artifact's name leads out of it.</exception>
    /// <exception cref="DocumentProcessingException">What <see cref="GetResultAsync"/> throws.</exception>
    public async Task<JobResult> SaveArtifactsAsync(string jobId, string folder, CancellationToken cancellationToken = default)
    {
        var root = Path.TrimEndingDirectorySeparator(Directory.CreateDirectory(folder).FullName);
        var result = await GetResultAsync(jobId, cancellationToken).ConfigureAwait(false);
        await SaveAsync(PathOf(jobId, "/result"), Path.Combine(root, ResultName), cancellationToken).ConfigureAwait(false);
        foreach (var artifact in result.Artifacts)
        {
            var path = Path.GetFullPath(Path.Combine(root, artifact.Name));
            if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new IOException($"The artifact '{artifact.Name}' would not be written into the folder.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await SaveAsync(PathOf(jobId, $"/artifacts/{Escape(artifact.Name)}"), path, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    private async Task SaveAsync(string from, string path, CancellationToken cancellationToken)
    {
        var file = File.Create(path);
        await using (file.ConfigureAwait(false))
        {
            await CopyAsync(from, file, cancellationToken).ConfigureAwait(false);
        }
    }

    // One that is cut off half-way is asked for again from its beginning, as often as other requests are. The handler that
    // repeats those has done its part with the headers.
    private async Task CopyAsync(string from, Stream to, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var response = await _api.SendAsync(
                Get(from), new RequestTraits(Timeout: null, Buffered: false), cancellationToken).ConfigureAwait(false);
            try
            {
                await response.Content.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (HttpRequestException cut) when (attempt >= _options.MaxRetries)
            {
                throw DocumentProcessingException.Unreachable(cut);
            }
            catch (HttpRequestException)
            {
                to.Position = 0;
                to.SetLength(0);
            }
        }
    }

    // The slash of pages/0001.png stays one.
    private static string Escape(string name) => string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
}
