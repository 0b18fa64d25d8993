using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Client;

namespace DaprProcessing.Local.Host.Demo;

/// <summary>One document as any client would do it: submit, watch, fetch.</summary>
internal sealed class DemoRun(DocumentService service, IReadOnlyDictionary<string, string> options) : IProgress<JobProgress>
{
    private readonly bool _live = !Console.IsOutputRedirected;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        try
        {
            var wanted =
                new SubmitOptions { Pipeline = options["pipeline"], Options = (JsonObject?)JsonNode.Parse(options["options"]) };
            var startedAt = Stopwatch.GetTimestamp();
            var document = await service.ProcessDocumentAsync(options["file"], wanted, this, stop);
            var elapsed = Stopwatch.GetElapsedTime(startedAt);
            var folder = Path.Combine(options["out"], document.Job.Id);
            await document.SaveAsync(folder, cancellationToken: stop);
            Summarise(document, elapsed, folder);
            return 0;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidCastException)
        {
            return Fail("malformed_options", "--options takes a JSON object");
        }
        catch (DocumentProcessingException failure)
        {
            return Fail(failure.Code, failure.Message);
        }
    }

    public void Report(JobProgress value)
    {
        if (value.Job is not { } job)
        {
            return;
        }

        var stages = job.Stages.Select(stage => $"{stage.Name} {stage.PagesDone}/{stage.PagesTotal?.ToString() ?? "?"}");
        var line = $"{Name(job.Status),-10} {string.Join("   ", stages)}";
        Console.Write(
            _live && !job.HasEnded ? $"\r{line,-100}" : _live ? $"\r{line,-100}{Environment.NewLine}"
                : line + Environment.NewLine);
    }

    private static void Summarise(ProcessedDocument document, TimeSpan elapsed, string folder)
    {
        var (pages, failed) = (document.Result.PagesTotal, document.Result.PagesFailed);
        var sources = document.Result.TextSources.Select(source => $"{source.Value} from {source.Key}");
        var rate = pages / elapsed.TotalSeconds;
        Console.WriteLine(
            $"{Name(document.Job.Status)}: {pages} pages in {elapsed.TotalSeconds:F1} s ({rate:F1} pages/s), {failed} failed");
        Console.WriteLine($"text: {string.Join(", ", sources.DefaultIfEmpty("none asked for"))}");
        Console.WriteLine($"written to {folder}/");
    }

    private static int Fail(string code, string message)
    {
        Console.Error.WriteLine($"dapr-processing: {code}: {message}");
        return 1;
    }

    private static string Name(JobStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
