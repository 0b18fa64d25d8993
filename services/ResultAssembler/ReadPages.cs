using System.Runtime.CompilerServices;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.ResultAssembler;

/// <summary>What was read of each page, one after the other: a long document is never held whole.</summary>
internal sealed class ReadPages(GatherContext gather, IReadOnlyList<PageWork> pages)
{
    public async IAsyncEnumerable<PageText> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var page in pages)
        {
            if (page.Failure is null && page.Output(PageText.Output) is { } output
                && (output.Key is not null || output.Content is not null))
            {
                yield return await gather.GetJsonAsync<PageText>(output, cancellationToken);
            }
        }
    }

    /// <summary>Those that OCR has read, in whole or in part.</summary>
    public async IAsyncEnumerable<PageText> RecognizedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in AllAsync(cancellationToken))
        {
            if (page.Fonts.Any(font => font.Name == PageText.RecognizedFont))
            {
                yield return page;
            }
        }
    }
}
