using Dapr;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Health;

/// <summary>Whether the stores answer: each is asked for what nobody has, and that it says so is all there is to learn.</summary>
internal sealed class StoreProbe(IObjectStore objects, JobStore jobs)
{
    private const string NoObject = "_gateway/none";
    private static readonly JobId NoJob = new("_gateway", "none");

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(1);

    public Task<bool> ObjectsAnswerAsync(CancellationToken cancellationToken) =>
        AnswersAsync(token => objects.GetAsync(NoObject, token), cancellationToken);

    public Task<bool> StateAnswersAsync(CancellationToken cancellationToken) =>
        AnswersAsync(token => jobs.FindAsync(NoJob, token), cancellationToken);

    private static async Task<bool> AnswersAsync(Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Within);
        try
        {
            await ask(limit.Token);
            return true;
        }
        catch (ObjectNotFoundException)
        {
            return true;
        }
        catch (Exception error) when (error is DaprException or HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
