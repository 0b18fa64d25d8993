using Dapr;
using Dapr.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Dapr.Tests.Client;

public sealed class DaprClientBuilderTests
{
    [Theory]
    [InlineData("ftp://localhost")]
    [InlineData("localhost:3500")]
    [InlineData("nonsense")]
    public void Build_BadEndpoint_Throws(string endpoint)
    {
        Assert.Throws<InvalidOperationException>(() => new DaprClientBuilder().UseHttpEndpoint(endpoint).Build());
        Assert.Throws<InvalidOperationException>(() => new DaprClientBuilder().UseGrpcEndpoint(endpoint).Build());
    }

    [Fact]
    public void Defaults_NothingConfigured_AreTheDocumentedPorts()
    {
        var nothing = new ConfigurationBuilder().Build();

        Assert.Equal("http://localhost:3500", DaprDefaults.GetDefaultHttpEndpoint(nothing));
        Assert.Equal("http://localhost:50001", DaprDefaults.GetDefaultGrpcEndpoint(nothing));
        Assert.Equal("", DaprDefaults.GetDefaultDaprApiToken(nothing));
    }

    [Fact]
    public void Defaults_EndpointAndPortConfigured_EndpointWins()
    {
        var configuration = Configuration(("DAPR_GRPC_PORT", "1"), ("DAPR_HTTP_PORT", "2"), ("DAPR_HTTP_ENDPOINT", "https://sidecar:3"));

        Assert.Equal("http://localhost:1", DaprDefaults.GetDefaultGrpcEndpoint(configuration));
        Assert.Equal("https://sidecar:3", DaprDefaults.GetDefaultHttpEndpoint(configuration));
    }

    [Fact]
    public async Task AddDaprClient_ConfigurationNamesTheSidecar_TalksToIt()
    {
        await using var sidecar = await SmallSidecar.StartAsync();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(Configuration(
            ("DAPR_GRPC_ENDPOINT", sidecar.GrpcEndpoint.OriginalString),
            ("DAPR_HTTP_ENDPOINT", sidecar.HttpEndpoint.OriginalString),
            ("DAPR_API_TOKEN", "from-configuration")));
        services.AddDaprClient();
        services.AddDaprClient(builder => builder.UseDaprApiToken("a second registration changes nothing"));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<DaprClient>().SaveStateAsync("store", "k", 1);

        Assert.Equal("from-configuration", sidecar.Tokens.Last());
        Assert.True(await provider.GetRequiredService<DaprClient>().CheckHealthAsync());
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
