using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Gateway.Compatibility.Results;
using DaprProcessing.Gateway.Compatibility.Tasks;

namespace DaprProcessing.Gateway.Compatibility.Deliveries;

/// <summary>
/// What the original tells callbacks: how many documents there are, each as it ends, and all of them at the end.
/// </summary>
internal static class CallbackMessage
{
    public static JsonObject Begun(ConversionTask task) => Of(task, new JsonObject
    {
        ["kind"] = "set_num_docs",
        ["num_docs"] = task.Sources.Count,
    });

    /// <param name="document">Null where there is none, or where it is too large to be counted here.</param>
    public static JsonObject Completed(TaskState state, DocumentResult result, DoclingDocument? document) => Of(
        state.Task,
        new JsonObject
        {
            ["kind"] = "document_completed",
            ["document"] = new JsonObject
            {
                ["source"] = result.Source.FileName,
                ["status"] = result.Status,
                ["document_type"] = result.Job is { } job ? FormatOf(job.Source.MediaType) : null,
                ["num_pages"] = document?.Pages.Count,
                ["num_characters"] = document is null ? null : Characters(document),
                ["num_tables"] = document?.Tables.Count,
                ["num_pictures"] = document?.Pictures.Count,
                ["processing_time"] = result.Job is null ? null : result.Seconds,
                ["doc_hash"] = result.Job?.Source.Sha256,
                ["error"] = ErrorOf(result.Source, result.Job?.Failure?.Message),
            },
            ["total_processed"] = state.Jobs.Count(one => one is null || one.Status.IsTerminal()),
            ["total_docs"] = state.Task.Sources.Count,
        });

    public static JsonObject Ended(TaskState state)
    {
        var counts = TaskCounts.Of(state);
        var documents = state.Task.Sources.Zip(state.Jobs, state.Documents).Select(one => (JsonNode)new JsonObject
        {
            ["source"] = one.First.FileName,
            ["status"] = one.Third,
            ["error"] = ErrorOf(one.First, one.Second?.Failure?.Message),
        });
        return Of(state.Task, new JsonObject
        {
            ["kind"] = "update_processed",
            ["num_processed"] = counts.All,
            ["num_succeeded"] = counts.Succeeded,
            ["num_partially_succeeded"] = counts.PartiallySucceeded,
            ["num_failed"] = counts.Failed,
            ["docs"] = new JsonArray([.. documents]),
        });
    }

    private static JsonObject Of(ConversionTask task, JsonObject progress) =>
        new() { ["task_id"] = task.Id, ["progress"] = progress };

    private static string? ErrorOf(TaskSource source, string? failure) => source.Fault?.Message ?? failure;

    private static int Characters(DoclingDocument document) => document.Texts.Sum(text => text.Text.Length)
        + document.Tables.Sum(table => table.Data.TableCells.Sum(cell => cell.Text.Length));

    /// <summary>As the original names formats.</summary>
    private static string? FormatOf(string mediaType) => mediaType switch
    {
        MediaTypes.Pdf => "pdf",
        MediaTypes.Markdown or MediaTypes.PlainText => "md",
        MediaTypes.Html => "html",
        MediaTypes.Csv => "csv",
        MediaTypes.Docx => "docx",
        MediaTypes.Pptx => "pptx",
        MediaTypes.Xlsx => "xlsx",
        MediaTypes.Odt => "odt",
        MediaTypes.Epub => "epub",
        _ when MediaTypes.IsImage(mediaType) => "image",
        _ when mediaType.StartsWith("audio/", StringComparison.Ordinal) => "audio",
        _ when mediaType.StartsWith("video/", StringComparison.Ordinal) => "video",
        _ => null,
    };
}
