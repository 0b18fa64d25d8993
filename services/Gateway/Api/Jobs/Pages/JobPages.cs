using System.Globalization;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Api.Jobs.Pages;

/// <summary>The pages of a job as they are done, in order: a line of JSON each, or server-sent events where those are asked for.
/// </summary>
internal static class JobPages
{
    private const string End = "end";

    /// <param name="after">The last page the caller has; an event stream that goes on says it in <c>Last-Event-ID</c>.</param>
    public static async Task<IResult> ListAsync(
        Tenant tenant, string id, int? after, JobWatcher watcher, PageFeed feed, TimeProvider time, HttpContext context,
        CancellationToken cancellationToken)
    {
        if (after < 0)
        {
            throw ProblemException.BadRequest("invalid_page", "?after= takes a page number from 0.");
        }

        var job = await watcher.FindAsync(tenant.Job(id), cancellationToken);
        var isEvents = context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == EventStream.MediaType);
        var heard = context.Request.Headers[EventStream.LastEventId].ToString();
        if (isEvents && heard == End && job.Status.IsTerminal())
        {
            // By the standard of event streams: do not connect again.
            return Results.NoContent();
        }

        var last = int.TryParse(heard, NumberStyles.None, CultureInfo.InvariantCulture, out var pageNo) ? pageNo : after ?? 0;
        var pages = feed.FollowAsync(job, last, cancellationToken);
        await (isEvents ? SendEventsAsync(new EventStream(context.Response, time), pages, cancellationToken)
            : SendLinesAsync(new LineStream(context.Response, time), pages, cancellationToken));
        return Results.Empty;
    }

    /// <summary>The image of a page, also while the job runs.</summary>
    public static async Task<IResult> ImageAsync(
        Tenant tenant, string id, int pageNo, JobWatcher watcher, ArtifactReader reader, HttpContext context,
        CancellationToken cancellationToken)
    {
        var job = await watcher.FindAsync(tenant.Job(id), cancellationToken);
        return await reader.ReadAsync(context, job, PageImages.NameOf(pageNo), "image/png", cancellationToken);
    }

    private static async Task SendEventsAsync(
        EventStream stream, IAsyncEnumerable<PageView?> pages, CancellationToken cancellationToken)
    {
        await stream.StartAsync(cancellationToken);
        await foreach (var page in pages)
        {
            await (page is null ? stream.StayAsync(cancellationToken)
                : stream.SendAsync("page", $"{page.PageNo}", page, cancellationToken));
        }

        await stream.SendAsync(End, End, new { }, cancellationToken);
    }

    private static async Task SendLinesAsync(
        LineStream stream, IAsyncEnumerable<PageView?> pages, CancellationToken cancellationToken)
    {
        await stream.StartAsync(cancellationToken);
        await foreach (var page in pages)
        {
            await (page is null ? stream.StayAsync(cancellationToken) : stream.SendAsync(page, cancellationToken));
        }
    }
}
