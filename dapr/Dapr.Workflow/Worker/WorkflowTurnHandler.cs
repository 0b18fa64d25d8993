using Dapr.DurableTask.Protobuf;
using Dapr.Protocol.Grpc;
using Dapr.Workflow.Registration;
using Dapr.Workflow.Replay;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dapr.Workflow.Worker;

/// <summary>Runs workflow turns, a bounded number at a time, and delivers their answers.</summary>
internal sealed partial class WorkflowTurnHandler(
    WorkflowServices services, IServiceScopeFactory scopes, ILoggerFactory loggerFactory, ILogger<WorkflowTurnHandler> logger) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(services.Options.WorkflowSlots);

    /// <summary>Runs one turn. Never throws: what fails is answered or logged.</summary>
    public async Task HandleAsync(WorkflowRequest request, string completionToken)
    {
        await _slots.WaitAsync().ConfigureAwait(false);
        try
        {
            await DeliverAsync(Run(request), completionToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    private WorkflowResponse Run(WorkflowRequest request)
    {
        using var scope = scopes.CreateScope();
        return WorkflowTurn.Run(request, name => services.Options.CreateWorkflow(name, scope.ServiceProvider), services.Serializer, loggerFactory);
    }

    private async Task DeliverAsync(WorkflowResponse response, string completionToken)
    {
        response.CompletionToken = completionToken;
        try
        {
            await services.Hub.CallOnceAsync<CompleteTaskResponse>("CompleteOrchestratorTask", response, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted && !IsFailure(response))
        {
            // Refused for its size, and the next attempt would be no smaller: without an answer the instance would hang.
            var failure = TurnResponse.Failed(response.InstanceId, FailureDetails.Create(
                "ResponseTooLarge", $"The turn's answer has {response.CalculateSize()} bytes, more than the sidecar takes: {e.Status.Detail}", nonRetriable: true));
            await DeliverAsync(failure, completionToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or ObjectDisposedException)
        {
            // Whether it arrived is unknown, so no other answer may follow; the sidecar sends the turn again if it did not.
            LogNotDelivered(e, response.InstanceId);
        }
    }

    private static bool IsFailure(WorkflowResponse response) =>
        response.Actions is [{ CompleteWorkflow.WorkflowStatus: OrchestrationStatus.Failed }];

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to a turn of workflow instance {InstanceId} could not be delivered")]
    private partial void LogNotDelivered(Exception exception, string instanceId);
}
