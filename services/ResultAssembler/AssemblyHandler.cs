using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages.Work;

namespace DaprProcessing.ResultAssembler;

/// <param name="PagesFailed">Pages of the document without a result.</param>
internal sealed record AssemblyOutcome(int PagesFailed);

/// <summary>
/// The fan-in: puts the chunks of a job together into its artifacts and <c>result.json</c>, and tells the workflow.
/// </summary>
internal sealed class AssemblyHandler(JobStore jobs, IObjectStore objects, DaprClient dapr, TimeProvider time)
    : IWorkHandler<AssemblyWork,
AssemblyOutcome>
{
    public bool IsWhole(AssemblyWork work) => work is
    {
        WorkId: not null, ReplyTo: not null, Pipeline: not null, Artifacts: not null, Source: not null, Chunks: not null,
    };

    // The message has all it takes, and the broker keeps one of each: again, it writes the same. Of gathered chunks the second
    // run must not write over the first one's result.
    public bool IsCheapToRepeat(AssemblyWork work) => work.WorkId == AssemblyWork.WholeDocument;

    public async Task<AssemblyOutcome> RunAsync(AssemblyWork work, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(work.Header.Job, cancellationToken) is not { IsStopping: false })
        {
            // Whoever comes so late must not change the results of a job that has ended.
            throw new WorkNotWantedException();
        }

        var pages = await new ChunkPages(work, objects).ReadAsync(cancellationToken);
        var artifacts = new ArtifactWriter(work.Header.Job, objects);
        artifacts.AddPageArtifacts(pages, work.Artifacts);
        IReadOnlyList<string> errors = work.Artifacts.Contains(DocumentArtifacts.Json)
            ? await new DocumentArtifacts(work, objects, artifacts).WriteAsync(pages, cancellationToken)
            : [];
        await ResultDescription.WriteAsync(work, pages, errors, artifacts, cancellationToken);
        return new AssemblyOutcome(pages.Count(page => page.Failure is not null));
    }

    public Task HandOverAsync(
        AssemblyWork work, AssemblyOutcome outcome, TimeSpan elapsed, CancellationToken cancellationToken) =>
        ReportAsync(Topics.ChunkCompleted, work, outcome.PagesFailed, failure: null, cancellationToken);

    public Task FailAsync(AssemblyWork work, PageFailure failure, CancellationToken cancellationToken) =>
        ReportAsync(Topics.ChunkFailed, work, work.TotalPages, failure, cancellationToken);

    private Task ReportAsync(
        string topic, AssemblyWork work, int pagesFailed, PageFailure? failure, CancellationToken cancellationToken)
    {
        var header = work.Header with { CreatedAt = time.GetUtcNow() };
        var report = new ChunkReport(header, work.WorkId, work.ReplyTo, pagesFailed, failure);
        var subject = $"{header.Job}/{work.WorkId}";
        var metadata = new Dictionary<string, string>
        {
            ["cloudevent.type"] = topic,
            ["cloudevent.subject"] = subject,
            ["cloudevent.id"] = $"{subject}/{work.Dispatch}",
        };
        return dapr.PublishEventAsync(DaprNames.PubSub, topic, report, metadata, cancellationToken);
    }
}
