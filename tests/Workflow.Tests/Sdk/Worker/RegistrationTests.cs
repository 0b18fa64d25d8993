using System.Text.Json;
using Dapr.Workflow;
using Dapr.Workflow.Registration;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DaprProcessing.Workflow.Tests.Sdk.Worker;

public sealed class RegistrationTests
{
    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    [Theory]
    [InlineData("http://10.0.0.1:4000", "http://10.0.0.1:4000/")]
    [InlineData("10.0.0.1:4000", "http://10.0.0.1:4000/")]
    [InlineData("https://dapr.example", "https://dapr.example/")]
    public void GrpcEndpoint_FromConfiguration_IsUsed(string setting, string address) =>
        Assert.Equal(address, SidecarAddress.GrpcEndpoint(Configuration(("DAPR_GRPC_ENDPOINT", setting), ("DAPR_GRPC_PORT", "1"))).ToString());

    [Fact]
    public void GrpcEndpoint_PortOnly_IsThisMachine() => Assert.Equal(4711, SidecarAddress.GrpcEndpoint(Configuration(("DAPR_GRPC_PORT", "4711"))).Port);

    [Theory]
    [InlineData("DAPR_GRPC_PORT", "many")]
    [InlineData("DAPR_GRPC_ENDPOINT", "http://")]
    public void GrpcEndpoint_Nonsense_Throws(string key, string value) =>
        Assert.Throws<ArgumentException>(() => SidecarAddress.GrpcEndpoint(Configuration((key, value))));

    [Fact]
    public void AddDaprWorkflow_Twice_AddsUpAndRunsOneWorker()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDaprWorkflow(o => o.RegisterWorkflow<int, int>("A", (_, n) => Task.FromResult(n)));
        services.AddDaprWorkflow(o => o.RegisterWorkflow<int, int>("B", (_, n) => Task.FromResult(n)));
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<WorkflowServices>().Options;
        Assert.NotNull(options.CreateWorkflow("a", provider));
        Assert.NotNull(options.CreateWorkflow("B", provider));
        Assert.Single(provider.GetServices<IHostedService>());
        Assert.Same(provider.GetRequiredService<DaprWorkflowClient>(), provider.GetRequiredService<IDaprWorkflowClient>());
    }

    [Fact]
    public void Register_SameNameTwice_KeepsTheFirst()
    {
        var options = new WorkflowRuntimeOptions();
        options.RegisterActivity<Numbered>("n");
        options.RegisterActivity<int, string>("N", (_, _) => Task.FromResult("second"));

        Assert.IsType<Numbered>(options.CreateActivity("n", new ServiceCollection().BuildServiceProvider()));
    }

    [Fact]
    public void WithJsonSerializer_IsWhatWorkflowsUse()
    {
        var services = new ServiceCollection();
        services.AddDaprWorkflowBuilder().WithJsonSerializer(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });
        using var provider = services.BuildServiceProvider();

        Assert.Equal("{\"big_word\":1}", provider.GetRequiredService<WorkflowServices>().Serializer.Serialize((object)new { BigWord = 1 }));
    }

    [Fact]
    public async Task WithGrpcMessageSizeLimits_LargerRequest_IsNotSent()
    {
        var services = new ServiceCollection();
        services.AddDaprWorkflowBuilder().WithGrpcMessageSizeLimits(maxSendMessageSize: 1000);
        await using var provider = services.BuildServiceProvider();

        var refusal = await Assert.ThrowsAsync<RpcException>(() =>
            provider.GetRequiredService<DaprWorkflowClient>().ScheduleNewWorkflowAsync("W", input: new string('x', 2000)));

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
    }

    [Fact]
    public void Serializer_Default_IsCamelCaseWithFieldsAndEmptyNulls()
    {
        var serializer = new Dapr.Common.Serialization.JsonDaprSerializer();

        Assert.Equal("{\"name\":\"n\",\"count\":2}", serializer.Serialize((object)new WithField { Name = "n", Count = 2 }));
        Assert.Equal(2, serializer.Deserialize<WithField>("{\"COUNT\":2}")!.Count);
        Assert.Equal("", serializer.Serialize((object?)null));
        Assert.Null(serializer.Deserialize<string>(""));
        var valueType = typeof(int);
        Assert.Equal(0, serializer.Deserialize("", valueType));
    }

    private sealed class Numbered : WorkflowActivity<int, string>
    {
        public override Task<string> RunAsync(WorkflowActivityContext context, int input) => Task.FromResult("first");
    }

    private sealed class WithField
    {
#pragma warning disable CA1051 // The point of the test: a public field.
        public int Count;
#pragma warning restore CA1051

        public string Name { get; set; } = "";
    }
}
