using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages.Gathers;

/// <summary>All chunks of a phase in the hands of the stage that puts them together.</summary>
public sealed class GatherContext : StageContext
{
    private readonly List<Artifact> _written = [];
    private readonly GatheredChunks _chunks;

    internal GatherContext(GatherWork work, StageStores stores)
        : base(work, stores) => (Work, _chunks) = (work, new GatheredChunks(work, stores.Objects));

    public GatherWork Work { get; }

    /// <summary>Artifacts written so far that the pipeline hands out, in order.</summary>
    public IReadOnlyList<Artifact> Written => _written;

    /// <summary>Whether the pipeline hands out an artifact of this name, by itself or with its folder.</summary>
    public bool IsWanted(string artifact) => Work.Wanted.Artifacts.Any(
        name => artifact == name || (name.EndsWith('/') && artifact.StartsWith(name, StringComparison.Ordinal)));

    /// <summary>Whether an artifact is to be written: the pipeline hands it out, or a phase that follows may read it.</summary>
    public bool IsNeeded(string artifact) => IsWanted(artifact) || !Work.Wanted.IsLast;

    /// <summary>Every unit with its outputs, in order.</summary>
    public Task<IReadOnlyList<PageWork>> ReadUnitsAsync(CancellationToken cancellationToken) =>
        _chunks.ReadAsync(cancellationToken);

    /// <summary>Lists the artifacts of single units as far as they are wanted; their stages have written them already.</summary>
    public void AddUnitArtifacts(IEnumerable<PageWork> units)
    {
        foreach (var artifact in units.SelectMany(unit => unit.Outputs.Values).Select(output => output.Artifact))
        {
            AddWanted(artifact);
        }
    }

    /// <summary>Writes an artifact of any size: a large one is never held in memory.</summary>
    public async Task WriteArtifactAsync(
        string name, string mediaType, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var buffer = new ArtifactBuffer(() => TemporaryFile($"{Guid.NewGuid():N}"));
        try
        {
            await using (buffer)
            {
                await write(buffer).ConfigureAwait(false);
            }

            if (buffer.Path is { } path)
            {
                await PutArtifactAsync(name, mediaType, path, cancellationToken).ConfigureAwait(false);
                return;
            }

            await Objects.PutAsync(JobKeys.Artifact(Job, name), buffer.Memory, mediaType, cancellationToken)
                .ConfigureAwait(false);
            AddWanted(new Artifact(name, mediaType, buffer.Length));
        }
        finally
        {
            buffer.Remove();
        }
    }

    /// <summary>Writes a local file as an artifact.</summary>
    public async Task PutArtifactAsync(string name, string mediaType, string path, CancellationToken cancellationToken)
    {
        await Objects.PutFileAsync(JobKeys.Artifact(Job, name), path, mediaType, cancellationToken).ConfigureAwait(false);
        AddWanted(new Artifact(name, mediaType, new FileInfo(path).Length));
    }

    public Task WriteJsonAsync<T>(string name, T value, CancellationToken cancellationToken) => WriteArtifactAsync(
        name, "application/json", file => JsonSerializer.SerializeAsync(file, value, ServiceHost.Json, cancellationToken),
        cancellationToken);

    private void AddWanted(Artifact? artifact)
    {
        if (artifact is not null && IsWanted(artifact.Name))
        {
            _written.Add(artifact);
        }
    }
}
