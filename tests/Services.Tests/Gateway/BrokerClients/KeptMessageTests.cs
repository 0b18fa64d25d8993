using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.PdfDocling;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.BrokerClients;

/// <summary>A stage whose topic clients of the broker publish on as well.</summary>
public sealed class KeptMessageTests : IAsyncLifetime
{
    private const string Topic = "pdf.docling.requested";
    private const string Message = """{"request_id":"r-1","s3_key":"raw/r-1.pdf"}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private InMemoryRuntime _runtime = null!;

    public async Task InitializeAsync()
    {
        _runtime = await InMemoryRuntime.StartAsync(PdfDoclingStage.Name);
        await _runtime.StartAppAsync(
            PdfDoclingStage.Name, StageHost.Build<PdfDoclingStage>(_runtime.Arguments(PdfDoclingStage.Name)));
    }

    public Task DisposeAsync() => _runtime.DisposeAsync().AsTask();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Message_OfAClient_IsKeptAsItCame_WithAndWithoutAnEnvelope(bool isRaw)
    {
        await _runtime.PublishAsync(Topic, Message, isRaw: isRaw);

        await Eventually.Async(() => _runtime.Objects(BrokerMessageKeys.Prefix).Count == 1, Patience, "it is kept");
        var key = _runtime.Objects(BrokerMessageKeys.Prefix)[0];
        Assert.True(BrokerMessageKeys.IsWellFormed(key), key);
        var kept = JsonSerializer.Deserialize<BrokerMessage>(
            await File.ReadAllBytesAsync(Path.Combine(_runtime.ObjectFolder, key)), ServiceHost.Json)!;
        Assert.Equal((Topic, Message), (kept.Topic, Encoding.UTF8.GetString(kept.Body.Span).Replace(" ", "")));
        Assert.Empty(_runtime.Objects(DeadLetterKeys.Prefix));
    }

    [Theory]
    [InlineData("""{"kind":"chunk","of":"another version"}""")]
    [InlineData("""{"of":"another version","kind":"unheard-of"}""")]
    [InlineData("""["no","object"]""")]
    public async Task Message_ThatIsOurs_AndCannotBeRead_IsADeadLetter(string body)
    {
        await _runtime.PublishAsync(Topic, body);

        await Eventually.Async(() => _runtime.Objects(DeadLetterKeys.Prefix).Count == 1, Patience, "it is a dead letter");
        Assert.Empty(_runtime.Objects(BrokerMessageKeys.Prefix));
    }
}
