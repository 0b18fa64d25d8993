using System.Text.Json;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.PdfDocling.DoclingServe;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.PdfDocling;

/// <summary>The answers that a docling-serve 1.38.2 really gave, where they stand beside the repository.</summary>
public sealed class RecordedDoclingTests
{
    private static readonly string Recording =
        Path.GetFullPath(Path.Combine(SamplePaths.SharedDocuments, "..", "docling-serve", "exchanges.jsonl"));

    [RecordingFact]
    public void Results_AreAllRead_AndTheirDocumentsKeepToTheFormat()
    {
        var statuses = new Dictionary<string, int>();
        var documents = 0;
        foreach (var result in Results().Select(DoclingResult.Read))
        {
            statuses[result.Status] = statuses.GetValueOrDefault(result.Status) + 1;
            if (result.Document is { } document)
            {
                Assert.NotEmpty(ForeignDocument.Read(document).Body.Children);
                documents++;
            }
            else if (result.Status != "success")
            {
                Assert.NotEqual(FailureCodes.EngineAnswerInvalid, DoclingFailures.Of(result).Code);
            }
        }

        Assert.Equal(["failure", "partial_success", "skipped", "success"], statuses.Keys.Order());
        Assert.True(documents > 10, $"{documents} documents");
    }

    private static IEnumerable<JsonElement> Results()
    {
        foreach (var line in File.ReadLines(Recording))
        {
            using var exchange = JsonDocument.Parse(line);
            var response = exchange.RootElement.GetProperty("response");
            if (response.GetProperty("status").GetInt32() == 200 && response.TryGetProperty("body", out var body)
                && body.ValueKind == JsonValueKind.String && body.GetString() is { } text && text.StartsWith("{\"document\":{"))
            {
                using var result = JsonDocument.Parse(text);
                yield return result.RootElement.Clone();
            }
        }
    }

    /// <summary>Skipped by name where the recording is not.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class RecordingFactAttribute : FactAttribute
    {
        public RecordingFactAttribute() =>
            Skip = File.Exists(Recording) ? null : "the recording of docling-serve is not beside the repository";
    }
}
