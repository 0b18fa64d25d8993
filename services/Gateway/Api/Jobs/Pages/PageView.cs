using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Export;
using DaprProcessing.Gateway.Progress;

namespace DaprProcessing.Gateway.Api.Jobs.Pages;

/// <summary>A page that is done, as callers see it.</summary>
/// <param name="Size">In points; absent where nobody has read the page.</param>
/// <param name="Image">Where its image is.</param>
/// <param name="Outputs">The facts of each output, by its name: <c>text</c> (source, reason), <c>image</c> (size).</param>
/// <param name="Blocks">What stands on it, in reading order.</param>
internal sealed record PageView(
    int PageNo, PageSize? Size, string? Image, PageFailure? Failure, string? Markdown, IReadOnlyList<PageBlock>? Blocks,
    IReadOnlyDictionary<string, JsonElement> Outputs)
{
    /// <param name="content">What the document has on the page; null where there is no document.</param>
    /// <param name="isDrawn">A later phase has made its image, which the page's facts do not tell.</param>
    public static PageView Of(
        JobId job, int pageNo, PageFailure? failure, IReadOnlyDictionary<string, JsonElement> facts, DocumentPage? content,
        bool isDrawn = false) =>
        new(
            pageNo,
            content is { Page.Size: { Width: > 0, Height: > 0 } size } ? new PageSize(size.Width, size.Height) : null,
            isDrawn || facts.ContainsKey(PageImage.Output) ? PageImages.Link(job, pageNo) : null,
            failure,
            content?.Markdown,
            content is null ? null : [.. content.Items.Select(item => PageBlock.Of(item, content.Page.Size.Height))],
            facts);
}

internal sealed record PageSize(double Width, double Height);
