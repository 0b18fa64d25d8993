using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>Publishes the work of a job: what is to be cut, chunks for their first stage, finished chunks to gather.</summary>
/// <remarks>
/// A message's id is made of the activity that sends it: an activity that is run again after a crash sends the same ids, and the
/// broker keeps one of each.
/// </remarks>
internal sealed class WorkDispatcher(DaprClient dapr, TimeProvider time)
{
    /// <param name="activity">Names the activity: the same when it is run again.</param>
    public Task DispatchCutAsync(JobRecord job, CutDispatch dispatch, string activity) => PublishAsync(
        job, new CutWork(
            Header(job), dispatch.Plan.CutId, dispatch.ReplyTo, dispatch.Plan.Phase.Cut!, job.Source, job.Options,
            dispatch.Dispatch),
        activity);

    /// <summary>Sends a document of one chunk, which goes through until it is gathered, for the first time.</summary>
    public Task DispatchWholeAsync(JobRecord job, JobPlan plan, string replyTo, string activity)
    {
        var whole = plan.Of(0, plan.TotalPages);
        return DispatchAsync(job, whole, whole.Chunks()[0], replyTo, dispatch: 1, activity, isWholeDocument: true);
    }

    /// <param name="activity">Names the activity: the same when it is run again.</param>
    /// <param name="isWholeDocument">The one chunk is all of it: it goes through until it is gathered.</param>
    public Task DispatchAsync(
        JobRecord job, PhasePlan plan, PageRange chunk, string replyTo, int dispatch, string activity, bool isWholeDocument)
    {
        var pages = Enumerable.Range(chunk.FirstPageNo, chunk.Count).Select(page => new PageWork(page)).ToList();
        var work = new ChunkWork(
            Header(job), chunk.ChunkId, replyTo, plan.Phase.Stages, job.Source, plan.Units, pages, job.Options,
            isWholeDocument ? Wanted(job, plan) : null, dispatch);
        return PublishAsync(job, work, $"{activity}/{chunk.ChunkId}");
    }

    /// <param name="activity">Names the activity: the same when it is run again.</param>
    public Task DispatchGatherAsync(JobRecord job, GatherDispatch dispatch, string activity) => PublishAsync(
        job, new GatherWork(
            Header(job), dispatch.Plan.GatherId, dispatch.ReplyTo, Wanted(job, dispatch.Plan), dispatch.Plan.Index, job.Source,
            dispatch.Plan.Units, dispatch.Chunks, job.Options, dispatch.Dispatch),
        activity);

    private static WantedGather Wanted(JobRecord job, PhasePlan plan) => new(
        plan.Phase.Gather, job.Pipeline, job.Artifacts, IsLast: plan.Index == job.Phases.Count - 1);

    private EventHeader Header(JobRecord job) => new(job.Id, time.GetUtcNow(), job.ExpiresAt);

    private Task PublishAsync(JobRecord job, StageWork work, string id)
    {
        var topic = ConsumerCatalogue.Shipped.Stage(work.Stage).Topic;
        return dapr.PublishEventAsync(
            DaprNames.PubSub, topic, work with { ReportKey = job.ReportKey },
            new Dictionary<string, string> { ["cloudevent.type"] = topic, ["cloudevent.id"] = id });
    }
}
