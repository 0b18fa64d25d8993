using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Reading;

internal static class JobEndpoint
{
    /// <param name="wait">Seconds.</param>
    public static async Task<JobView> GetAsync(string id, int? wait, HttpResponse response, JobWatcher watcher, CancellationToken cancellationToken)
    {
        if (wait < 0)
        {
            throw ProblemException.BadRequest("invalid_wait", "?wait= takes a number of seconds from 0.");
        }

        var view = await watcher.WaitAsync(new JobId(GatewayOptions.LocalTenant, id), TimeSpan.FromSeconds(wait ?? 0), cancellationToken);
        if (!view.Status.IsTerminal())
        {
            response.Headers.RetryAfter = "1";
        }

        return view;
    }
}
