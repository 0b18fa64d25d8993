using System.Text;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Gateway.Api.Jobs.Pages;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Mcp;

/// <summary>What a job has left, read for a tool: no more of it at a time than the answer takes, or there is room for.</summary>
internal sealed class FinishedDocument(JobWatcher watcher, PageFeed pages, IObjectStore objects, DocumentRoom room)
{
    private const int MaxLetters = 40_000;
    private const int MaxBytesOfALetter = 4;
    private const long LargestSearched = 64 << 20;

    /// <summary>The job, where it has a document.</summary>
    public async Task<JobRecord> FindAsync(JobId job, CancellationToken cancellationToken)
    {
        var record = await watcher.FindAsync(job, cancellationToken);
        return record.Status is JobStatus.Succeeded or JobStatus.PartiallySucceeded ? record
            : throw ToolCaller.Wrong(record.Status.IsTerminal()
                ? $"The job has no document: {record.Failure?.Message ?? "it was cancelled"}"
                : "The job has not ended yet; ask again in a moment.");
    }

    /// <summary>As much of the document as an answer takes, and whether there is more.</summary>
    public async Task<(string Text, bool IsCut)> MarkdownAsync(JobId job, CancellationToken cancellationToken)
    {
        using var read = await objects.OpenReadAsync(JobKeys.Artifact(job, "document.md"), range: null, cancellationToken);
        var start = new byte[(MaxLetters * MaxBytesOfALetter) + 1];
        var length = await read.Body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.UTF8.GetString(start.AsSpan(0, length));
        return (Cut(text), text.Length > MaxLetters);
    }

    /// <summary>Null where there is no such page.</summary>
    public async Task<string?> PageAsync(JobRecord job, int pageNo, CancellationToken cancellationToken)
    {
        // It flows: all of it is the one page.
        if (MediaTypes.IsFlow(job.Source.MediaType) && job.Source.MediaType is not (MediaTypes.Pptx or MediaTypes.Xlsx))
        {
            return pageNo == 1 ? (await MarkdownAsync(job.Id, cancellationToken)).Text : null;
        }

        using var taken = await room.EnterAsync(await SizeAsync(job, cancellationToken), cancellationToken);
        await foreach (var page in pages.FollowAsync(job, pageNo - 1, cancellationToken))
        {
            if (page?.PageNo == pageNo)
            {
                return Cut(page.Markdown ?? "");
            }
        }

        return null;
    }

    public async Task<IReadOnlyList<Passage>> SearchAsync(
        JobRecord job, IReadOnlyList<string> words, int limit, CancellationToken cancellationToken)
    {
        var size = await SizeAsync(job, cancellationToken);
        if (size > LargestSearched)
        {
            throw ToolCaller.Wrong("The document is too large to be searched here; read its pages.");
        }

        using var taken = await room.EnterAsync(size, cancellationToken);
        using var read = await objects.OpenReadAsync(
            JobKeys.Artifact(job.Id, ArtifactNames.DocumentJson), range: null, cancellationToken);
        return [.. Passage.Find(await DoclingJson.ReadAsync(read.Body, cancellationToken), words).Take(limit)];
    }

    private async Task<long> SizeAsync(JobRecord job, CancellationToken cancellationToken) =>
        (await objects.FindResultAsync(job.Id, cancellationToken))?.Artifacts
            .FirstOrDefault(artifact => artifact.Name == ArtifactNames.DocumentJson)?.SizeBytes ?? 0;

    private static string Cut(string text) => text.Length <= MaxLetters ? text : text[..MaxLetters];
}
