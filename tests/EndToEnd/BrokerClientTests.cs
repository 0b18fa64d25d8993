using System.Text;
using System.Text.Json;
using DaprProcessing.Audio.Waves;
using DaprProcessing.Client;
using DaprProcessing.Client.Broker;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.EndToEnd;

/// <summary>Clients that know NATS and the seeds' messages, and nothing of Dapr or of our API.</summary>
public sealed class BrokerClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly (string, string)[] Settings =
    [
        ("Gateway__ImportPrefix", "raw/"), ("Orchestrator__ReconcileEvery", "00:00:02"),
        ("Orchestrator__RedispatchAfter", "00:00:05"), ("Broker__Every", "00:00:00.2"),
    ];

    [Fact]
    public async Task Requests_OfClientsOfTheBroker_AreCompleted_ThoughThePlatformIsKilledOverOne()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(
            data.Path, [.. Settings, ("CRASH_AT", "gateway.record-written")]);
        Store(data, "raw/r-1.pdf", TestDocuments.Numbered(2, "By the broker"));
        var control = Control("r-1");

        // Accepted, and its client not answered.
        await using (var nats = new Broker(data.Path).Connect())
        {
            await PublishAsync(nats, "pdf.docling.requested", control);
            await platform.WaitForCrashAsync();
        }

        await platform.StartAgainAsync(Settings);
        var broker = new Broker(data.Path);
        await using var connection = broker.Connect();
        await using var completions = new Completions(connection);

        var first = await completions.NextAsync(message => Text(message, "request_id") == "r-1");
        Assert.True(Text(first, "status") == "completed", $"{first}\n{platform.Log}");
        Assert.Equal("documents", Text(first, "s3_bucket"));
        Assert.Contains("\"DoclingDocument\"", Encoding.UTF8.GetString(Read(data, Text(first, "s3_key"))));
        Assert.Contains(
            "Sentence 12 of page 2 says something plain about the number 24.",
            Encoding.UTF8.GetString(Read(data, Text(first.GetProperty("artifacts"), "document.md"))));

        await PublishesTwice_OneJob_TheSameCompletionAsync(platform, connection, completions, control, first);
        await ObjectMissing_IsToldAsync(connection, completions);
        await PdfCreatedEvent_IsSpokenAsync(data, platform, connection, completions);
        await ClientLibrary_DoesTheSameAsync(data, broker);
    }

    private static async Task PublishesTwice_OneJob_TheSameCompletionAsync(
        PlatformProcess platform, NatsConnection connection, Completions completions, string control, JsonElement first)
    {
        await PublishAsync(connection, "pdf.docling.requested", control);
        var again = await completions.NextAsync(message => Text(message, "request_id") == "r-1");

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal([Text(first, "job_id")], (await platform.Jobs().ListAsync()).Select(job => job.Id));
    }

    private static async Task ObjectMissing_IsToldAsync(NatsConnection connection, Completions completions)
    {
        await PublishAsync(connection, "pdf.docling.requested", Control("r-none"));

        var told = await completions.NextAsync(message => Text(message, "request_id") == "r-none");
        Assert.Equal(("failed", "source_not_found"), (Text(told, "status"), Text(told.GetProperty("error"), "code")));
    }

    private static async Task PdfCreatedEvent_IsSpokenAsync(
        TempFolder data, PlatformProcess platform, NatsConnection connection, Completions completions)
    {
        Store(data, "raw/w-1.pdf", TestDocuments.Numbered(1, "Read aloud"));
        const string message =
            """{"Header":{"WorkflowID":"w-1","TenantID":"t","UserID":"u","EventID":"e"},"PDFKey":"raw/w-1.pdf"}""";
        await PublishAsync(connection, "pdf.created", message);
        await PublishAsync(connection, "pdf.created", message);

        var told = await completions.NextAsync(
            one => one.TryGetProperty("Header", out var header) && Text(header, "WorkflowID") == "w-1");
        Assert.True(!told.TryGetProperty("Error", out _), $"{told}\n{platform.Log}");
        Assert.True(WaveInfo.Read(new MemoryStream(Read(data, Text(told, "FinalAudioKey")))).Frames > 22050);
        Assert.Equal(2, (await platform.Jobs().ListAsync()).Count);
    }

    private static async Task ClientLibrary_DoesTheSameAsync(TempFolder data, Broker broker)
    {
        Store(data, "raw/r-2.pdf", TestDocuments.Numbered(1, "By the library"));
        await using var client = new BrokerDocumentClient(new BrokerClientOptions { Url = broker.Url });

        var done = await client.ProcessAsync(new ControlMessage("r-2") { Key = "raw/r-2.pdf", ProcessingTimeout = 180 });
        var refused = await Assert.ThrowsAsync<DocumentProcessingException>(
            () => client.ProcessAsync(new ControlMessage("r-3") { Key = "raw/../local/x" }, Patience));

        Assert.Contains("By the library", Encoding.UTF8.GetString(Read(data, done.Artifacts["document.md"])));
        Assert.Equal("source_not_allowed", refused.Code);
        await Assert.ThrowsAsync<TimeoutException>(
            () => client.ProcessAsync(new ControlMessage("r-2") { Key = "raw/r-2.pdf" }, TimeSpan.FromTicks(1)));
    }

    private static string Control(string id) => $$"""
        {"request_id":"{{id}}","s3_bucket":"documents","s3_key":"raw/{{id}}.pdf","s3_url":"https://presigned.invalid/{{id}}",
         "timestamp":"2024-01-15T10:30:00Z","processing_timeout":600}
        """;

    private static async Task PublishAsync(NatsConnection connection, string subject, string message) =>
        (await new NatsJSContext(connection).PublishAsync(subject, Encoding.UTF8.GetBytes(message))).EnsureSuccess();

    private static void Store(TempFolder data, string key, byte[] content) =>
        File.WriteAllBytes(data.File(Path.Combine("objects", key)), content);

    private static byte[] Read(TempFolder data, string key) => File.ReadAllBytes(Path.Combine(data.Path, "objects", key));

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
