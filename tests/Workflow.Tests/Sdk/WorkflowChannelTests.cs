using System.Net;
using System.Net.Sockets;
using Dapr.Workflow;
using DaprProcessing.Orchestrator.Workflows;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Workflow.Tests.Sdk;

public sealed class WorkflowChannelTests
{
    [Fact]
    public async Task Call_SidecarThatStandsStill_IsGivenUp_UnlessItIsThereToWait()
    {
        // The system accepts the connection, and nobody ever reads from it.
        using var still = new TcpListener(IPAddress.Loopback, 0);
        still.Start();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("DAPR_GRPC_ENDPOINT", $"http://{still.LocalEndpoint}")]).Build());
        services.AddLogging().AddDaprWorkflow(_ => { });
        services.AddWorkflowChannel(patience: TimeSpan.FromMilliseconds(200));
        await using var provider = services.BuildServiceProvider();
        var workflows = provider.GetRequiredService<DaprWorkflowClient>();
        using var enough = new CancellationTokenSource();
        var waits = workflows.WaitForWorkflowCompletionAsync("i", cancellation: enough.Token);

        for (var call = 0; call < 2; call++)
        {
            var given = await Assert.ThrowsAsync<RpcException>(() => workflows.RaiseEventAsync("i", "e"));
            Assert.Contains("open for 0.2 s", given.ToString());
        }

        Assert.False(waits.IsCompleted);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => waits);
    }
}
