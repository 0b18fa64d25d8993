using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages;

namespace DaprProcessing.ResultAssembler;

/// <summary>Writes artifacts and keeps the list of them.</summary>
internal sealed class ArtifactWriter(ChunkContext context)
{
    private readonly List<Artifact> _written = [];

    public IReadOnlyList<Artifact> Written => _written;

    /// <summary>The page images are there already: their stage wrote them.</summary>
    public void AddPageImages(IEnumerable<PageWork> pages) =>
        _written.AddRange(pages.Where(page => page is { PngKey: not null, Image: not null })
            .Select(page => new Artifact($"pages/{page.PageNo:D4}.png", "image/png", page.Image!.SizeBytes)));

    /// <summary>Writes through a temporary file, so that a large artifact is never held in memory.</summary>
    public async Task WriteAsync(string name, string mediaType, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var path = Path.Combine(context.TemporaryFolder, name);
        await using (var file = File.Create(path))
        {
            await write(file);
        }

        await context.Objects.PutFileAsync(JobKeys.Result(context.Job, name), path, mediaType, cancellationToken);
        _written.Add(new Artifact(name, mediaType, new FileInfo(path).Length));
    }

    public Task WriteJsonAsync<T>(string name, T value, CancellationToken cancellationToken) =>
        WriteAsync(name, "application/json", file => JsonSerializer.SerializeAsync(file, value, ServiceHost.Json, cancellationToken), cancellationToken);
}
