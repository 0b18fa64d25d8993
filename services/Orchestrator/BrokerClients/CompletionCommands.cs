using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.BrokerClients;

/// <summary>What the gateway, which publishes nothing itself, asks for by service invocation. All are idempotent.</summary>
internal static class CompletionCommands
{
    public static void MapCompletionCommands(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/completions", RefuseAsync);
        routes.MapPost("/jobs/{tenant}/{id}/tell", TellAsync);
    }

    // Of a request that no job was made of.
    private static async Task<IResult> RefuseAsync(
        BrokerRefusal refusal, CompletionPublisher completions, CancellationToken cancellationToken)
    {
        var completion = BrokerCompletion.Refused(refusal.Reply, refusal.Failure, refusal.At);
        await completions.PublishAsync(completion, cancellationToken);
        return Results.NoContent();
    }

    // Where the job has not ended yet, its end is told when it comes.
    private static async Task<IResult> TellAsync(
        string tenant, string id, JobStore jobs, CompletionPublisher completions, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(new JobId(tenant, id), cancellationToken) is { Reply: { } reply } job && job.Status.IsTerminal())
        {
            await completions.PublishAsync(job, reply, cancellationToken);
        }

        return Results.NoContent();
    }
}
