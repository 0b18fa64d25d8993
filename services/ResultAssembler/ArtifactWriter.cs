using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.ResultAssembler;

/// <summary>Writes artifacts and keeps the list of them.</summary>
internal sealed class ArtifactWriter(JobId job, IObjectStore objects)
{
    private readonly List<Artifact> _written = [];

    public IReadOnlyList<Artifact> Written => _written;

    /// <summary>
    /// Artifacts of single pages are there already: their stages wrote them. The pipeline says which are handed out.
    /// </summary>
    /// <param name="wanted">Names, or folders as <c>pages/</c>.</param>
    public void AddPageArtifacts(IEnumerable<PageWork> pages, IReadOnlyList<string> wanted) => _written.AddRange(
        from page in pages
        from output in page.Outputs.Values
        where output.Artifact is not null && wanted.Any(
            name => output.Artifact.Name == name || (name.EndsWith('/') && output.Artifact.Name.StartsWith(name)))
        select output.Artifact);

    /// <summary>Writes through a temporary file, so that a large artifact is never held in memory.</summary>
    public async Task WriteAsync(string name, string mediaType, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(path))
            {
                await write(file);
            }

            await objects.PutFileAsync(JobKeys.Result(job, name), path, mediaType, cancellationToken);
            _written.Add(new Artifact(name, mediaType, new FileInfo(path).Length));
        }
        finally
        {
            File.Delete(path);
        }
    }

    public Task WriteJsonAsync<T>(string name, T value, CancellationToken cancellationToken) =>
        WriteAsync(
            name, "application/json", file =>
                JsonSerializer.SerializeAsync(file, value, ServiceHost.Json, cancellationToken), cancellationToken);
}
