using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages;

/// <summary>
/// A piece of work in the hands of a stage: the job's options, the document, and where to put what is made of it.
/// </summary>
public abstract class StageContext : IAsyncDisposable
{
    private readonly SharedSource _source;
    private readonly Lazy<DirectoryInfo> _folder = new(() => Directory.CreateTempSubdirectory("dapr-processing-"));
    private readonly StageWork _work;
    private readonly SharedObjects _shared;

    private protected StageContext(StageWork work, StageStores stores)
    {
        (_work, Objects) = (work, stores.Objects);
        _shared = new SharedObjects(Objects);
        _source = new SharedSource(work, stores.Sources, stores.Jobs);
    }

    public JobId Job => _work.Header.Job;

    /// <summary>The stage that has the work.</summary>
    public string Stage => _work.Stage;

    /// <summary>What is known of the document without opening it.</summary>
    public SourceFile SourceFile => _work.Source;

    /// <summary>Every object of every job: keys come from <see cref="KeyOf"/> and <see cref="JobKeys"/>.</summary>
    public IObjectStore Objects { get; }

    /// <summary>What the caller chose for this stage.</summary>
    public TOptions Options<TOptions>()
        where TOptions : class, new() => _work.Options.Of<TOptions>(Stage);

    /// <summary>The document as a local file: brought here when it is first asked for.</summary>
    public Task<DocumentSource> OpenSourceAsync(CancellationToken cancellationToken) => _source.OpenAsync(cancellationToken);

    /// <summary>A path in a folder that is gone when the work is done.</summary>
    public string TemporaryFile(string name) => Path.Combine(_folder.Value.FullName, name);

    /// <summary>The key of an object that stages of this job pass on to each other, and callers do not see.</summary>
    /// <param name="stage">The stage that writes it.</param>
    /// <param name="name">For example <c>0001.json</c>, by the number of the unit.</param>
    public string KeyOf(string stage, string name) => JobKeys.OfStage(Job, stage, name);

    /// <summary>Reads what an earlier stage kept of a page or unit.</summary>
    public async Task<T> GetJsonAsync<T>(PageOutput output, CancellationToken cancellationToken) =>
        output is { Key: { } key, Part: { } part }
            ? ObjectJson.Parse<T>(part.Of(await _shared.GetAsync(key, cancellationToken).ConfigureAwait(false)), key)
            : await Objects.ReadAsync<T>(output, cancellationToken).ConfigureAwait(false);

    /// <summary>An artifact that an earlier phase wrote, for example <c>document.json</c>.</summary>
    public Task<ReadOnlyMemory<byte>> ReadArtifactAsync(string name, CancellationToken cancellationToken) =>
        Objects.GetAsync(JobKeys.Artifact(Job, name), cancellationToken);

    /// <summary>The same; null where the job has none of that name.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindArtifactAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadArtifactAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_folder.IsValueCreated)
        {
            _folder.Value.Delete(recursive: true);
        }

        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
