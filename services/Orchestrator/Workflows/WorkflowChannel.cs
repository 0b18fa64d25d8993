using DaprProcessing.Platform.Hosting;
using Grpc.Core.Interceptors;
using Grpc.Net.ClientFactory;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>How the workflow SDK's own client, worker's and callers' alike, reaches the sidecar.</summary>
internal static class WorkflowChannel
{
    /// <summary>
    /// A runtime whose scheduler is away leaves a start open: who waits is to hear of it, and the next round asks again.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="services">Those of the SDK are among them already.</param>
    /// <param name="patience">How long a call may stay open; half a minute where null.</param>
    public static IServiceCollection AddWorkflowChannel(this IServiceCollection services, TimeSpan? patience = null) => services
        .AddSingleton<WorkItemReconnect>()
        // It goes by the name of its stub.
        .Configure<GrpcClientFactoryOptions>("TaskHubSidecarServiceClient", client =>
        {
            client.ChannelOptionsActions.Add(SidecarChannel.LookOften);
            client.ChannelOptionsActions.Add(channel =>
                SidecarChannel.GiveUpOnOpenCalls(channel, IsLong, patience ?? Patience));
            client.InterceptorRegistrations.Add(new InterceptorRegistration(
                InterceptorScope.Channel, provider => provider.GetRequiredService<WorkItemReconnect>()));
        });

    // The worker's stream of work, and the SDK's waiting for an instance.
    private static bool IsLong(string path) =>
        path.EndsWith("/GetWorkItems", StringComparison.Ordinal) || path.Contains("/WaitForInstance", StringComparison.Ordinal);
}
