using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Gateway.Compatibility.Options;
using DaprProcessing.Gateway.Compatibility.Tasks;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Compatibility.Results;

/// <summary>Reads what the jobs of a task have left, in the forms that its client wants.</summary>
internal sealed class ResultReader(IObjectStore objects)
{
    public async Task<IReadOnlyList<DocumentResult>> ReadAsync(TaskState state, CancellationToken cancellationToken)
    {
        var results = new List<DocumentResult>();
        foreach (var (source, job, status) in state.Task.Sources.Zip(state.Jobs, state.Documents))
        {
            var hasResult = job?.Status is JobStatus.Succeeded or JobStatus.PartiallySucceeded;
            results.Add(new DocumentResult(
                source, status, job, hasResult ? await objects.FindResultAsync(job!.Id, cancellationToken) : null));
        }

        return results;
    }

    /// <summary>Read once for a result, however many forms of it are written.</summary>
    public Task<DoclingDocument> DocumentAsync(
        DocumentResult result, ConversionTask task, CancellationToken cancellationToken) => result.DocumentAsync(async () =>
    {
        var key = JobKeys.Artifact(result.Job!.Id, ArtifactNames.DocumentJson);
        var document = DoclingJson.Read((await objects.GetAsync(key, cancellationToken)).Span);
        return task.Version is { } version ? DocumentVersion.Project(document, Version.Parse(version)) : document;
    });

    /// <summary>The document's JSON as the job has written it.</summary>
    public Task<ReadOnlyMemory<byte>> JsonAsync(DocumentResult result, CancellationToken cancellationToken) =>
        objects.GetAsync(JobKeys.Artifact(result.Job!.Id, ArtifactNames.DocumentJson), cancellationToken);

    /// <param name="format">md, text, html or doctags.</param>
    public async Task<string> TextAsync(
        DocumentResult result, ConversionTask task, string format, CancellationToken cancellationToken)
    {
        // What the job has written already is not written again.
        var written = (format, task.Options.PageBreak) switch
        {
            ("md", "") => "document.md",
            ("text", _) => "document.txt",
            _ => null,
        };
        if (written is not null && result.Result!.Artifacts.Any(artifact => artifact.Name == written))
        {
            var bytes = await objects.GetAsync(JobKeys.Artifact(result.Job!.Id, written), cancellationToken);
            return System.Text.Encoding.UTF8.GetString(bytes.Span).TrimEnd('\n');
        }

        var document = await DocumentAsync(result, task, cancellationToken);
        return format switch
        {
            "md" => Markdown(document, task.Options),
            "text" => DoclingText.ToText(document),
            "html" => DoclingHtml.ToHtml(document),
            _ => DoclingDocTags.ToDocTags(document),
        };
    }

    public Task<ReadOnlyMemory<byte>> PageImageAsync(DocumentResult result, string name, CancellationToken cancellationToken) =>
        objects.GetAsync(JobKeys.Artifact(result.Job!.Id, name), cancellationToken);

    private static string Markdown(DoclingDocument document, ConvertOptions options) =>
        options.PageBreak.Length == 0 || document.Pages.Count == 0
        ? DoclingMarkdown.ToMarkdown(document).TrimEnd('\n')
        : string.Join(
            $"\n\n{options.PageBreak}\n\n", DocumentPage.Of(document).Select(page => page.Markdown.TrimEnd('\n')));
}
