using System.Text.Json;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages.Chunks;

/// <summary>
/// One chunk in the hands of a stage: its pages, the job's options, the document, and where to put what is made of it.
/// </summary>
public sealed class ChunkContext : IAsyncDisposable
{
    private readonly IObjectStore _objects;
    private readonly Func<CancellationToken, Task> _pageDone;
    private readonly SharedSource _source;
    private readonly Lazy<DirectoryInfo> _folder = new(() => Directory.CreateTempSubdirectory("dapr-processing-"));
    private readonly MessageBudget _budget;

    internal ChunkContext(
        ChunkWork work, IObjectStore objects, SourceCache sources, JobStore jobs, Func<CancellationToken, Task> pageDone)
    {
        (Work, _objects, _pageDone) = (work, objects, pageDone);
        _source = new SharedSource(work, sources, jobs);
        _budget = new MessageBudget(isOpen: work.Assembly is not null);
    }

    public ChunkWork Work { get; }

    public JobId Job => Work.Header.Job;

    /// <summary>The stage that has the chunk.</summary>
    public string Stage => Work.Slip[0];

    /// <summary>What the caller chose for this stage.</summary>
    public TOptions Options<TOptions>()
        where TOptions : class, new() => Work.Options.Of<TOptions>(Stage);

    /// <summary>The document as a local file: brought here when it is first asked for.</summary>
    public Task<DocumentSource> OpenSourceAsync(CancellationToken cancellationToken) => _source.OpenAsync(cancellationToken);

    /// <summary>A path in a folder that is gone when the chunk is done.</summary>
    public string TemporaryFile(string name) => Path.Combine(_folder.Value.FullName, name);

    /// <summary>Counts a page as done in this stage.</summary>
    public Task PageDoneAsync(CancellationToken cancellationToken) => _pageDone(cancellationToken);

    /// <summary>Stores a file as an output of a page that callers may fetch.</summary>
    /// <param name="name">The artifact's name, for example <c>pages/0001.png</c>.</param>
    /// <param name="facts">What the result says of it.</param>
    public async Task<PageOutput> PutArtifactAsync<TFacts>(
        string name, string path, string mediaType, TFacts facts, CancellationToken cancellationToken)
    {
        var key = JobKeys.Artifact(Job, name);
        await _objects.PutFileAsync(key, path, mediaType, cancellationToken).ConfigureAwait(false);
        return new PageOutput(
            key, Facts: JsonSerializer.SerializeToElement(facts, ServiceHost.Json), Artifact: new Artifact(
                name, mediaType, new FileInfo(path).Length));
    }

    /// <summary>Keeps an output of a page for the stages to come: in the message where it is small, else at the key.</summary>
    /// <param name="facts">What the result says of it; null for nothing.</param>
    public async Task<PageOutput> PutJsonAsync<T>(string key, T value, object? facts, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(value, ServiceHost.Json);
        JsonElement? told = facts is null ? null : JsonSerializer.SerializeToElement(facts, facts.GetType(), ServiceHost.Json);
        if (_budget.TryTake(content.Length))
        {
            using var document = JsonDocument.Parse(content);
            return new PageOutput(Content: document.RootElement.Clone(), Facts: told);
        }

        await _objects.PutAsync(key, content, "application/json", cancellationToken).ConfigureAwait(false);
        return new PageOutput(key, Facts: told);
    }

    /// <summary>Reads what an earlier stage kept by <see cref="PutJsonAsync"/>.</summary>
    public Task<T> GetJsonAsync<T>(PageOutput output, CancellationToken cancellationToken) =>
        _objects.ReadAsync<T>(output, cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (_folder.IsValueCreated)
        {
            _folder.Value.Delete(recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}
