using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>Publishes the work of a job: chunks to their first stage, the gathered chunks to the assembler.</summary>
/// <remarks>
/// A message's id is made of the activity that sends it: an activity that is run again after a crash sends the same ids, and the
/// broker keeps one of each.
/// </remarks>
internal sealed class WorkDispatcher(DaprClient dapr, TimeProvider time)
{
    /// <param name="activity">Names the activity: the same when it is run again.</param>
    /// <param name="assembly">Set where the chunk is the whole document.</param>
    public Task DispatchAsync(
        JobRecord job, PageRange chunk, string replyTo, int totalPages, int dispatch, string activity,
        WantedAssembly? assembly = null)
    {
        var pages = Enumerable.Range(chunk.FirstPageNo, chunk.Count).Select(page => new PageWork(page)).ToList();
        var work = new ChunkWork(
            Header(job), chunk.ChunkId, replyTo, job.Stages, job.Source, totalPages, pages, job.Options, assembly, dispatch);
        return PublishAsync(ConsumerCatalogue.Shipped.Stage(job.Stages[0]).Topic, work, $"{activity}/{chunk.ChunkId}");
    }

    public Task DispatchAssemblyAsync(
        JobRecord job, IReadOnlyList<FinishedChunk> chunks, string replyTo, int dispatch, string activity)
    {
        var work = new AssemblyWork(
            Header(job), AssemblyWork.Gathered, replyTo, job.Pipeline, job.Artifacts, job.Source, job.PagesTotal!.Value, chunks,
            dispatch);
        return PublishAsync(ConsumerCatalogue.Shipped.Service(AppIds.ResultAssembler).Topic, work, activity);
    }

    private EventHeader Header(JobRecord job) => new(job.Id, time.GetUtcNow(), job.ExpiresAt);

    private Task PublishAsync<T>(string topic, T work, string id) => dapr.PublishEventAsync(
        DaprNames.PubSub, topic, work, new Dictionary<string, string> { ["cloudevent.type"] = topic, ["cloudevent.id"] = id });
}
