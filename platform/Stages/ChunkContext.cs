using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Engines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages;

/// <summary>One chunk in the hands of a stage: the message, the document, the object store, a folder for temporary files.</summary>
public sealed class ChunkContext(
    ChunkWork work, DocumentSource source, IObjectStore objects, string temporaryFolder, Func<CancellationToken, Task> pageDone)
{
    public ChunkWork Work { get; } = work;

    public JobId Job => Work.Header.Job;

    public JobOptions Options => Work.Options;

    /// <summary>The document as a local file.</summary>
    public DocumentSource Source { get; } = source;

    public IObjectStore Objects { get; } = objects;

    /// <summary>Gone when the chunk is done.</summary>
    public string TemporaryFolder { get; } = temporaryFolder;

    /// <summary>Counts a page as done in this stage.</summary>
    public Task PageDoneAsync(CancellationToken cancellationToken) => pageDone(cancellationToken);

    public Task PutJsonAsync<T>(string key, T value, CancellationToken cancellationToken) =>
        Objects.PutAsync(key, JsonSerializer.SerializeToUtf8Bytes(value, ServiceHost.Json), "application/json", cancellationToken);

    public async Task<T> GetJsonAsync<T>(string key, CancellationToken cancellationToken)
    {
        var bytes = await Objects.GetAsync(key, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize<T>(bytes.Span, ServiceHost.Json) ?? throw new InvalidDataException($"the object at '{key}' is empty");
    }
}
