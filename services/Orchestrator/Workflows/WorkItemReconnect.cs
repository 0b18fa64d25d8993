using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// Finds a sidecar that restarts again at once. The published worker waits five seconds after its stream of work items ends, and
/// after an answer that could not be delivered: here the stream goes on under it, and answers are sent until they arrive.
/// Sidecars ignore an answer to work they have given to another since, so one too many does no harm.
/// </summary>
internal sealed class WorkItemReconnect(ILogger<WorkItemReconnect> logger) : Interceptor
{
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        if (context.Method.Name != "GetWorkItems")
        {
            return continuation(request, context);
        }

        var stream = new ReconnectingStream<TResponse>(() => continuation(request, context), logger);
        return new AsyncServerStreamingCall<TResponse>(
            stream, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], stream.Dispose);
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        if (context.Method.Name is not ("CompleteOrchestratorTask" or "CompleteWorkflowTask" or "CompleteActivityTask"))
        {
            return continuation(request, context);
        }

        var answer = SendUntilItArrivesAsync(() => continuation(request, context), context.Options.CancellationToken);
        return new AsyncUnaryCall<TResponse>(
            answer, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    private static async Task<TResponse> SendUntilItArrivesAsync<TResponse>(
        Func<AsyncUnaryCall<TResponse>> send, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var call = send();
                return await call;
            }
            catch (RpcException lost) when (ReconnectingStream.IsLost(lost) && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(ReconnectingStream.Pause, cancellationToken);
            }
        }
    }
}
