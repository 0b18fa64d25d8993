using DaprProcessing.Local.Runtime.Operations;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary>
/// In daprd the app's worker is the workflow's address: as long as none is connected, a start waits for one, and what changes a
/// workflow fails after five seconds.
/// </summary>
internal sealed class WorkflowWorkerGate(Func<string, int> connectedWorkers, TimeProvider time)
{
    private static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookupInterval = TimeSpan.FromMilliseconds(50);

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (Call(context.Request) is var (verb, id))
        {
            var deadline = verb == "start" ? TimeSpan.MaxValue : LookupTimeout;
            if (!await HasWorkerAsync(context.App().AppId, deadline, context.RequestAborted))
            {
                throw Unreachable(verb, id);
            }
        }

        await next(context);
    }

    private async Task<bool> HasWorkerAsync(string appId, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var began = time.GetTimestamp(); connectedWorkers(appId) == 0;)
        {
            if (time.GetElapsedTime(began) >= limit)
            {
                return false;
            }

            await Task.Delay(LookupInterval, time, cancellationToken);
        }

        return true;
    }

    // /v1.0/workflows/{component}/{id}/{verb}, and raiseEvent/{name} after that.
    private static (string Verb, string Id)? Call(HttpRequest request) =>
        request.Method == "POST" && request.Path.Value!.Contains("/workflows/", StringComparison.Ordinal)
        && request.Path.Value.Split('/') is ["", _, "workflows", _, var id, var verb, ..]
        && verb is "start" or "terminate" or "raiseEvent" or "pause" or "resume"
            ? (verb, id)
            : null;

    private static ApiException Unreachable(string verb, string id) => new(
        500, StatusCode.FailedPrecondition,
        verb switch
        {
            "terminate" => "ERR_TERMINATE_WORKFLOW",
            "raiseEvent" => "ERR_RAISE_EVENT_WORKFLOW",
            "pause" => "ERR_PAUSE_WORKFLOW",
            _ => "ERR_RESUME_WORKFLOW",
        },
        $"{verb} of workflow '{id}': no worker of this app is connected");
}
