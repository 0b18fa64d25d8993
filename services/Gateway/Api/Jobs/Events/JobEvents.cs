using System.Security.Cryptography;
using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Gateway.Api.Jobs.Events;

/// <summary>
/// A job's progress as server-sent events: <c>progress</c> each time something has changed, <c>end</c> when it has ended,
/// <c>gone</c> when it was deleted. An event's id names what it says, so that who comes back with it is not told again,
/// and after the end not at all.
/// </summary>
internal static class JobEvents
{
    public static async Task<IResult> HandleAsync(
        Tenant tenant, string id, JobWatcher watcher, JobFeed feed, TimeProvider time, HttpContext context,
        CancellationToken cancellationToken)
    {
        var job = await watcher.FindAsync(tenant.Job(id), cancellationToken);
        var heard = context.Request.Headers[EventStream.LastEventId].ToString();
        if (job.Status.IsTerminal() && heard == EndId(job.Status))
        {
            // By the standard of event streams: do not connect again.
            return Results.NoContent();
        }

        var stream = new EventStream(context.Response, time);
        await stream.StartAsync(cancellationToken);
        try
        {
            await SendAsync(stream, feed.FollowAsync(job, cancellationToken), heard, cancellationToken);
        }
        catch (ProblemException gone) when (gone.Status == StatusCodes.Status404NotFound)
        {
            await stream.SendAsync("gone", "gone", new { gone.Code }, cancellationToken);
        }

        return Results.Empty;
    }

    private static async Task SendAsync(
        EventStream stream, IAsyncEnumerable<JobEvent?> events, string heard, CancellationToken cancellationToken)
    {
        await foreach (var next in events)
        {
            if (next is null)
            {
                await stream.StayAsync(cancellationToken);
                continue;
            }

            var (name, eventId) = next.Status.IsTerminal() ? ("end", EndId(next.Status)) : ("progress", IdOf(next));
            if (eventId != heard)
            {
                await stream.SendAsync(name, eventId, next, cancellationToken);
            }
        }
    }

    private static string EndId(JobStatus status) => $"end-{status}";

    private static string IdOf(JobEvent next) =>
        Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(next with { EtaSeconds = null }, ServiceHost.Json)))[..16];
}
