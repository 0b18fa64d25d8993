using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Api.Jobs;

internal static class GetJob
{
    /// <param name="wait">Seconds.</param>
    public static async Task<JobView> HandleAsync(
        Tenant tenant, string id, int? wait, HttpResponse response, JobWatcher watcher, JobOutlook outlook,
        CancellationToken cancellationToken)
    {
        if (wait < 0)
        {
            throw ProblemException.BadRequest("invalid_wait", "?wait= takes a number of seconds from 0.");
        }

        var view = await watcher.WaitAsync(tenant.Job(id), TimeSpan.FromSeconds(wait ?? 0), cancellationToken);
        if (!view.Status.IsTerminal())
        {
            response.Headers.RetryAfter = "1";
        }

        return await outlook.OnAsync(tenant.Job(id), view, cancellationToken);
    }
}
