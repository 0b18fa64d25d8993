using System.Text.Json.Nodes;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>A gateway, and a client of docling-serve that talks with it.</summary>
public abstract class Conversation : IAsyncLifetime
{
    /// <summary>What the official client sends with every document.</summary>
    private protected static (string, string)[] ClientFields { get; } =
    [
        ("to_formats", "md"), ("to_formats", "json"), ("page_range", "1"), ("page_range", "9223372036854775807"),
        ("target_type", "inbody"),
    ];

    private protected GatewayHarness Gateway { get; private set; } = null!;

    private protected DoclingClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Gateway = await GatewayHarness.StartAsync("Gateway:MaxUploadBytes=100000", "Gateway:MaxWait=00:00:30");
        Client = new DoclingClient(Gateway);
    }

    public Task DisposeAsync() => Gateway.DisposeAsync().AsTask();

    private protected static StringContent Request(string rest, params string[] sources) => DoclingClient.Request(rest, sources);

    private protected static string Text(JsonNode? node) => node!.GetValue<string>();
}
