using System.Collections.Concurrent;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines;

namespace DaprProcessing.Services.Tests.PngToText;

/// <summary>A document whose pages say what they are told to; it counts how often each is read.</summary>
internal sealed class SaidPages(params string[] pages) : ITextExtractor
{
    private readonly ConcurrentQueue<int> _read = new();

    public int ReadOf(int pageNo) => _read.Count(read => read == pageNo);

    public Task<PageText> ExtractAsync(
        DocumentSource source, int pageNo, ExtractSettings settings, CancellationToken cancellationToken)
    {
        _read.Enqueue(pageNo);
        var words = pages[pageNo - 1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((word, index) => new PageWord(word, new Box(72 + (index * 50), 72, 112 + (index * 50), 84), 0, 11)).ToList();
        return Task.FromResult(new PageText(
            pageNo, 595, 842, TextSource.TextLayer, null, null, [new PageFont("Helvetica", false, false, false)], words, [], []));
    }
}
