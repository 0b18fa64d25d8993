using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>Documents made for one purpose each.</summary>
public static class TestDocuments
{
    /// <summary>Born-digital pages; each says which one it is.</summary>
    public static byte[] Numbered(int pages, string title = "Numbered pages") => new PdfBuilder().Title(title)
        .Pages(pages, (page, number) => page
            .Text(72, 760, $"Page {number} of {title}", 18, StandardFont.HelveticaBold)
            .Lines(72, 720, Enumerable.Range(1, 12).Select(line => $"Sentence {line} of page {number} says something plain about the number {number * line}.")))
        .Build();

    public static byte[] Sample(string name) => File.ReadAllBytes(SamplePaths.Sample(name));
}
