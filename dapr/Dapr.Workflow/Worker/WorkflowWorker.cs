using Dapr.DurableTask.Protobuf;
using Dapr.Protocol.Grpc;
using Dapr.Workflow.Registration;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RequestKind = Dapr.DurableTask.Protobuf.WorkItem.RequestOneofCase;

namespace Dapr.Workflow.Worker;

/// <summary>
/// Takes the app's work items off one stream, for as long as the app lives: a stream that breaks is opened again, and the sidecar then sends again what
/// was not completed. Reading never waits for work, which would let a full workflow queue hold up the activities it waits for.
/// </summary>
internal sealed partial class WorkflowWorker(
    WorkflowServices services, WorkflowTurnHandler turns, ActivityHandler activities, ILogger<WorkflowWorker> logger) : BackgroundService
{
    private static readonly TimeSpan FirstReconnectDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxReconnectDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HelloInterval = TimeSpan.FromSeconds(30);

    private readonly InFlightItems _inFlight = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.Options.IsEmpty)
        {
            // A worker that runs nothing would take work only to fail it.
            LogNothingRegistered();
            return;
        }

        var delay = FirstReconnectDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            try
            {
                await services.Hub.CallOnceAsync<Empty>("Hello", new Empty(), stoppingToken).ConfigureAwait(false);
                LogConnected(services.Hub.Address);
                await ReadStreamAsync(stoppingToken).ConfigureAwait(false);
                LogStreamEnded(services.Hub.Address);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (RpcException e)
            {
                LogStreamBroken(services.Hub.Address, e.StatusCode, e.Status.Detail);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogStreamFailed(e, services.Hub.Address);
            }

            // A sidecar that greets and then refuses the stream is not ready either; only a stream that lasted starts the count afresh.
            if (TimeProvider.System.GetElapsedTime(startedAt) > MaxReconnectDelay)
                delay = FirstReconnectDelay;
            // Spread, so that a restarted sidecar's replicas do not all come back at once.
            await Task.Delay(delay * (0.8 + (0.4 * Random.Shared.NextDouble())), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = delay * 2 < MaxReconnectDelay ? delay * 2 : MaxReconnectDelay;
        }

        await _inFlight.DrainAsync().ConfigureAwait(false);
    }

    private async Task ReadStreamAsync(CancellationToken stoppingToken)
    {
        using var streamEnds = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var greeting = SayHelloAsync(streamEnds.Token);
        try
        {
            await foreach (var item in services.Hub.GetWorkItemsAsync(stoppingToken).ConfigureAwait(false))
                Dispatch(item);
        }
        finally
        {
            await streamEnds.CancelAsync().ConfigureAwait(false);
            await greeting.ConfigureAwait(false);
        }
    }

    private void Dispatch(WorkItem item)
    {
        switch (item.RequestCase)
        {
            case RequestKind.WorkflowRequest:
                _inFlight.Start(() => turns.HandleAsync(item.WorkflowRequest, item.CompletionToken));
                break;
            case RequestKind.ActivityRequest:
                _inFlight.Start(() => activities.HandleAsync(item.ActivityRequest, item.CompletionToken));
                break;
            default:
                // A later protocol's item, or a health ping of an earlier one.
                LogUnknownItem();
                break;
        }
    }

    // Keeps whatever stands between app and sidecar from closing a quiet stream.
    private async Task SayHelloAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(HelloInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                try
                {
                    await services.Hub.CallOnceAsync<Empty>("Hello", new Empty(), cancellationToken).ConfigureAwait(false);
                }
                catch (RpcException e)
                {
                    LogHelloFailed(services.Hub.Address, e.StatusCode, e.Status.Detail);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogHelloStopped();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "No workflow and no activity is registered: the worker stays out")]
    private partial void LogNothingRegistered();

    [LoggerMessage(Level = LogLevel.Information, Message = "Workflow worker connected to {Address}")]
    private partial void LogConnected(Uri address);

    [LoggerMessage(Level = LogLevel.Information, Message = "The workflow stream of {Address} ended; connecting again")]
    private partial void LogStreamEnded(Uri address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The workflow stream of {Address} is broken ({Status}: {Detail}); connecting again")]
    private partial void LogStreamBroken(Uri address, StatusCode status, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading the workflow stream of {Address} failed; connecting again")]
    private partial void LogStreamFailed(Exception exception, Uri address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A work item of an unknown kind was ignored")]
    private partial void LogUnknownItem();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Greeting the sidecar at {Address} failed ({Status}: {Detail})")]
    private partial void LogHelloFailed(Uri address, StatusCode status, string detail);

    [LoggerMessage(Level = LogLevel.Trace, Message = "The stream has ended, and the greetings with it")]
    private partial void LogHelloStopped();
}
