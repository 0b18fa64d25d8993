using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;

namespace DaprProcessing.Stages;

/// <summary>The document of a piece of work, fetched once for all of its pages, and only where one asks.</summary>
internal sealed class SharedSource(StageWork work, SourceCache sources, JobStore jobs)
{
    private readonly Lock _gate = new();
    private Task<DocumentSource>? _source;

    public Task<DocumentSource> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _source ??= FetchAsync(cancellationToken);
        }
    }

    private async Task<DocumentSource> FetchAsync(CancellationToken cancellationToken)
    {
        var path = await sources.GetAsync(work.Header.Job, work.Source, cancellationToken).ConfigureAwait(false);
        var password = await jobs.FindPasswordAsync(work.Header.Job, work.Source, cancellationToken).ConfigureAwait(false);
        return new DocumentSource(path, work.Source.MediaType, password);
    }
}
