using System.Text;
using System.Text.Json;
using DaprProcessing.Audio.Waves;
using DaprProcessing.Client;
using DaprProcessing.Client.Broker;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using NATS.Client.JetStream;

namespace DaprProcessing.EndToEnd;

/// <summary>
/// The seeds' way from end to end: a client puts its document into a bucket of a real S3 server and names it by the broker, and
/// reads from the bucket what it is answered.
/// </summary>
public sealed class BrokerStoreTests(S3Server s3) : IClassFixture<S3Server>
{
    private const string Sentence = "Sentence 12 of page 2 says something plain about the number 24.";

    [Fact]
    public async Task Requests_OfDocumentsInABucket_AreAnsweredWithObjectsOfIt()
    {
        using var folder = new TempFolder();
        var bucket = await s3.CreateBucketAsync();
        using var store = s3.CreateClient();
        await using var platform = await PlatformProcess.StartAsync(
            folder.File("data"),
            [
                .. S3Settings.Of(s3, bucket, folder.File("components")), ("Gateway__ImportPrefix", "raw/"),
                ("Broker__Every", "00:00:00.2"),
            ]);
        var broker = new Broker(folder.File("data"));
        await using var connection = broker.Connect();
        await using var completions = new Completions(connection);
        await PutAsync("raw/r-1.pdf", TestDocuments.Numbered(2, "In a bucket"));

        await PublishAsync("pdf.docling.requested", Control("r-1", bucket));
        await PublishAsync("pdf.docling.requested", Control("r-other", "another-bucket"));
        await PublishAsync("pdf.docling.requested", Control("r-none", bucket));
        await PublishAsync(
            "pdf.created",
            """{"Header":{"WorkflowID":"w-1","TenantID":"t","UserID":"u","EventID":"e"},"PDFKey":"raw/r-1.pdf"}""");

        // In whatever order they are answered.
        var told = new Dictionary<string, JsonElement>();
        while (told.Count < 4)
        {
            var message = await completions.NextAsync(_ => true);
            told[message.TryGetProperty("Header", out var header) ? Text(header, "WorkflowID") : Text(message, "request_id")] =
                message;
        }

        Assert.True(Text(told["r-1"], "status") == "completed", $"{told["r-1"]}\n{platform.Log}");
        Assert.Equal(bucket, Text(told["r-1"], "s3_bucket"));
        Assert.Contains("\"DoclingDocument\"", await ReadAsync(Text(told["r-1"], "s3_key")));
        Assert.Contains(Sentence, await ReadAsync(Text(told["r-1"].GetProperty("artifacts"), "document.md")));
        Assert.Equal("bucket_not_allowed", Text(told["r-other"].GetProperty("error"), "code"));
        Assert.Equal("source_not_found", Text(told["r-none"].GetProperty("error"), "code"));
        Assert.False(told["w-1"].TryGetProperty("Error", out _), $"{told["w-1"]}\n{platform.Log}");
        using var audio = await store.GetObjectAsync(bucket, Text(told["w-1"], "FinalAudioKey"));
        using var sound = new MemoryStream();
        await audio.ResponseStream.CopyToAsync(sound);
        sound.Position = 0;
        Assert.True(WaveInfo.Read(sound).Frames > 22050);

        // The same by the library.
        await using var client = new BrokerDocumentClient(new BrokerClientOptions { Url = broker.Url });
        await PutAsync("raw/r-2.pdf", TestDocuments.Numbered(2, "By the library"));
        var done = await client.ProcessAsync(
            new ControlMessage("r-2") { Key = "raw/r-2.pdf", Bucket = bucket, ProcessingTimeout = 180 });
        Assert.Contains(Sentence, await ReadAsync(done.Artifacts["document.md"]));

        Task PutAsync(string key, byte[] content) => store.PutObjectAsync(
            new() { BucketName = bucket, Key = key, InputStream = new MemoryStream(content) });

        async Task<string> ReadAsync(string key)
        {
            using var found = await store.GetObjectAsync(bucket, key);
            using var reader = new StreamReader(found.ResponseStream, Encoding.UTF8);
            return await reader.ReadToEndAsync();
        }

        async Task PublishAsync(string subject, string message) =>
            (await new NatsJSContext(connection).PublishAsync(subject, Encoding.UTF8.GetBytes(message))).EnsureSuccess();
    }

    private static string Control(string id, string bucket) => $$"""
        {"request_id":"{{id}}","s3_bucket":"{{bucket}}","s3_key":"raw/{{id}}.pdf","s3_url":"https://presigned.invalid/{{id}}",
         "timestamp":"2024-01-15T10:30:00Z","processing_timeout":600}
        """;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
