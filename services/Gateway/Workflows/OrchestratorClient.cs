using Dapr;
using Dapr.Client;
using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Gateway.Workflows;

/// <summary>
/// Asks the orchestrator, by service invocation, to start or stop a job's workflow, to replay a dead letter, or to tell a client
/// of the broker something.
/// </summary>
internal sealed partial class OrchestratorClient(DaprClient dapr, ILogger<OrchestratorClient> logger) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = dapr.CreateInvokableHttpClient(AppIds.Orchestrator);

    /// <summary>Never fails: the reconciler starts what could not be started here.</summary>
    /// <param name="job">The record as it has just been written: the orchestrator need not read it.</param>
    public Task StartAsync(JobRecord job, CancellationToken cancellationToken) =>
        AskAsync(job.Id, "start", cancellationToken, JsonContent.Create(job, options: ServiceHost.Json));

    /// <summary>Never fails: the reconciler ends what could not be ended here.</summary>
    public Task StopAsync(JobId job, CancellationToken cancellationToken) => AskAsync(job, "stop", cancellationToken);

    /// <summary>Forgets the workflow of a job that is to be deleted.</summary>
    public Task ForgetAsync(JobId job, CancellationToken cancellationToken) => AskAsync(job, "forget", cancellationToken);

    /// <summary>Has a dead letter published again: the gateway publishes nothing itself.</summary>
    public async Task ReplayAsync(string deadLetter, CancellationToken cancellationToken)
    {
        try
        {
            await PostAsync($"/dead-letters/{deadLetter}/replay", content: null, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or DaprException
            or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(
                StatusCodes.Status503ServiceUnavailable, "orchestrator_unavailable",
                "The orchestrator, which replays dead letters, does not answer at the moment.", error)
            {
                Retryable = true,
            };
        }
    }

    /// <summary>Has a client of the broker told that no job is made of its request. Fails where it cannot be told now.</summary>
    public async Task RefuseAsync(BrokerRefusal refusal, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(refusal, options: ServiceHost.Json);
        await PostAsync("/completions", content, cancellationToken);
    }

    /// <summary>Has a client of the broker told again of a job that has ended. Fails where it cannot be told now.</summary>
    public Task TellAsync(JobId job, CancellationToken cancellationToken) =>
        PostAsync($"/jobs/{job.Tenant}/{job.Id}/tell", content: null, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task AskAsync(
        JobId job, string command, CancellationToken cancellationToken, HttpContent? content = null)
    {
        try
        {
            await PostAsync($"/jobs/{job.Tenant}/{job.Id}/{command}", content, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or DaprException)
        {
            LogLeftToReconciler(logger, command, job, Outage.ReasonOf(error));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A sidecar or an orchestrator that is there and silent: the caller is not to wait for it.
            LogLeftToReconciler(logger, command, job, $"no answer within {Timeout.TotalSeconds} s");
        }
    }

    private async Task PostAsync(string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        if (content is not null)
        {
            // Then its length is known, and a sidecar that does not find the orchestrator at once can send it again.
            await content.LoadIntoBufferAsync(timeout.Token);
        }

        using var response = await _http.PostAsync(path, content, timeout.Token);
        response.EnsureSuccessStatusCode();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "'{Command}' of {Job} is left to the reconciler: {Reason}")]
    private static partial void LogLeftToReconciler(ILogger logger, string command, JobId job, string reason);
}
