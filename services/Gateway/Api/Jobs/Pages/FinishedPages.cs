using System.Runtime.CompilerServices;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Api.Jobs.Pages;

/// <summary>The pages of a job that has ended: out of its result and its document.</summary>
internal sealed class FinishedPages(IObjectStore objects)
{
    // In memory a document takes a few times its JSON. Of a larger one its chunks are shown, as while the job ran.
    private const long LargestDocument = 64 << 20;

    /// <summary>Null where the job ended without a result, or with a document that is too large to be cut here.</summary>
    public async Task<IAsyncEnumerable<PageView>?> FindAsync(JobRecord job, CancellationToken cancellationToken)
    {
        // A document that flows without slides or sheets has no pages to cut it by: its units are with its chunks.
        if ((MediaTypes.IsFlow(job.Source.MediaType) && job.Source.MediaType is not (MediaTypes.Pptx or MediaTypes.Xlsx))
            || await objects.FindResultAsync(job.Id, cancellationToken) is not { } result)
        {
            return null;
        }

        var document = result.Artifacts.FirstOrDefault(artifact => artifact.Name == ArtifactNames.DocumentJson);
        return document?.SizeBytes > LargestDocument ? null : ReadAsync(job, result, document, cancellationToken);
    }

    private async IAsyncEnumerable<PageView> ReadAsync(
        JobRecord job, JobResult result, Artifact? artifact, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A slide is a page; sheets are laid out on other pages than these.
        var slides = job.Source.MediaType != MediaTypes.Pptx ? []
            : result.Artifacts.Select(known => known.Name).ToHashSet(StringComparer.Ordinal);
        var contents = artifact is null ? [] : DocumentPage.Of(await ReadDocumentAsync(job.Id, cancellationToken));
        using var content = contents.GetEnumerator();
        var hasContent = content.MoveNext();
        foreach (var page in result.Pages)
        {
            while (hasContent && content.Current.Page.PageNo < page.PageNo)
            {
                hasContent = content.MoveNext();
            }

            var here = hasContent && content.Current.Page.PageNo == page.PageNo ? content.Current : null;
            yield return PageView.Of(
                job.Id, page.PageNo, page.Failure, page.Outputs, here, slides.Contains(PageImages.NameOf(page.PageNo)));
        }
    }

    private async Task<DoclingDocument> ReadDocumentAsync(JobId job, CancellationToken cancellationToken)
    {
        using var read = await objects.OpenReadAsync(JobKeys.Artifact(job, ArtifactNames.DocumentJson), null, cancellationToken);
        return await DoclingJson.ReadAsync(read.Body, cancellationToken);
    }
}
