using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages.Chunks;

/// <summary>One chunk in the hands of a stage: its pages, and where to put what is made of each.</summary>
public sealed class ChunkContext : StageContext
{
    private readonly Func<CancellationToken, Task> _pageDone;
    private readonly MessageBudget _budget;

    internal ChunkContext(ChunkWork work, StageStores stores, Func<CancellationToken, Task> pageDone)
        : base(work, stores)
    {
        (Work, _pageDone) = (work, pageDone);
        _budget = new MessageBudget(isOpen: work.Gather is not null);
    }

    public ChunkWork Work { get; }

    /// <summary>Counts a page as done in this stage.</summary>
    public Task PageDoneAsync(CancellationToken cancellationToken) => _pageDone(cancellationToken);

    /// <summary>Stores a file as an output of a page that callers may fetch.</summary>
    /// <param name="name">The artifact's name, for example <c>pages/0001.png</c>.</param>
    /// <param name="facts">What the result says of it.</param>
    public async Task<PageOutput> PutArtifactAsync<TFacts>(
        string name, string path, string mediaType, TFacts facts, CancellationToken cancellationToken)
    {
        var key = JobKeys.Artifact(Job, name);
        await Objects.PutFileAsync(key, path, mediaType, cancellationToken).ConfigureAwait(false);
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

        await Objects.PutAsync(key, content, "application/json", cancellationToken).ConfigureAwait(false);
        return new PageOutput(key, Facts: told);
    }
}
