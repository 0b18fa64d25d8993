using Dapr.DurableTask.Protobuf;
using Dapr.Protocol.Grpc;
using Dapr.Workflow.Abstractions;
using Dapr.Workflow.Registration;
using Dapr.Workflow.Replay;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dapr.Workflow.Worker;

/// <summary>Runs activities, a bounded number at a time, and delivers their results.</summary>
internal sealed partial class ActivityHandler(WorkflowServices services, IServiceScopeFactory scopes, ILogger<ActivityHandler> logger) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(services.Options.ActivitySlots);

    /// <summary>Runs one activity. Never throws: what fails is reported or logged.</summary>
    public async Task HandleAsync(ActivityRequest request, string completionToken)
    {
        await _slots.WaitAsync().ConfigureAwait(false);
        try
        {
            using var trace = WorkflowTracing.StartActivity(request);
            await DeliverAsync(await RunAsync(request).ConfigureAwait(false), request.Name, completionToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task<ActivityResponse> RunAsync(ActivityRequest request)
    {
        var response = new ActivityResponse { InstanceId = request.WorkflowInstance?.InstanceId ?? "", TaskId = request.TaskId };
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using var disposal = scope.ConfigureAwait(false);
            if (services.Options.CreateActivity(request.Name, scope.ServiceProvider) is { } activity)
            {
                response.Result = await RunAsync(activity, request, response.InstanceId).ConfigureAwait(false);
            }
            else
            {
                response.FailureDetails = FailureDetails.Create(
                    "ActivityNotFoundException", $"No activity named '{request.Name}' is registered with this worker.", nonRetriable: true);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogFailed(e, request.Name, response.InstanceId);
            response.Result = null;
            response.FailureDetails = FailureDetails.From(e);
        }

        return response;
    }

    private async Task<string> RunAsync(IWorkflowActivity activity, ActivityRequest request, string instanceId)
    {
        try
        {
            var key = string.IsNullOrEmpty(request.TaskExecutionId) ? $"{instanceId}|{request.TaskId}" : request.TaskExecutionId;
            var input = services.Serializer.Deserialize(request.Input, activity.InputType);
            var result = await activity.RunAsync(new ActivityCall(request.Name, instanceId, key), input).ConfigureAwait(false);
            return services.Serializer.Serialize(result, activity.OutputType);
        }
        finally
        {
            // The container does not know the instance: it was made beside it.
            if (activity is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync().ConfigureAwait(false);
            else if (activity is IDisposable disposable)
                disposable.Dispose();
        }
    }

    private async Task DeliverAsync(ActivityResponse response, string name, string completionToken)
    {
        response.CompletionToken = completionToken;
        try
        {
            await services.Hub.CallOnceAsync<CompleteTaskResponse>("CompleteActivityTask", response, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted && response.FailureDetails is null)
        {
            // Refused for its size, and the next attempt would be no smaller: without an answer the workflow would wait for ever.
            var size = response.CalculateSize();
            response.Result = null;
            response.FailureDetails = FailureDetails.Create(
                "ResultTooLarge", $"The result of activity '{name}' has {size} bytes, more than the sidecar takes: {e.Status.Detail}", nonRetriable: true);
            await DeliverAsync(response, name, completionToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or ObjectDisposedException)
        {
            // Whether it arrived is unknown, so no other answer may follow; the sidecar sends the activity again if it did not.
            LogNotDelivered(e, name, response.InstanceId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {Activity} of workflow instance {InstanceId} failed")]
    private partial void LogFailed(Exception exception, string activity, string instanceId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The result of activity {Activity} of workflow instance {InstanceId} could not be delivered")]
    private partial void LogNotDelivered(Exception exception, string activity, string instanceId);

    private sealed class ActivityCall(string name, string instanceId, string taskExecutionKey) : WorkflowActivityContext
    {
        public override TaskIdentifier Identifier { get; } = name;

        public override string TaskExecutionKey { get; } = taskExecutionKey;

        public override string InstanceId { get; } = instanceId;
    }
}
