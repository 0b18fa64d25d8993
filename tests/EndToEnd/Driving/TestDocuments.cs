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
            .Lines(72, 720, Enumerable.Range(1, 12).Select(
                line => $"Sentence {line} of page {number} says something plain about the number {number * line}.")))
        .Build();

    /// <summary>
    /// A page of text and one of noise, which neither the document nor its image can make small: both have over 6 MB.
    /// </summary>
    public static byte[] WithNoisePage()
    {
        var (width, height) = (1240, 1754);
        var samples = new byte[width * height * 3];
        new Random(7).NextBytes(samples);
        return new PdfBuilder().Title("Noise")
            .Page(page => page.Text(72, 760, "Page 1 of Noise", 18).Lines(
                72, 720, ["The next page is an image that nothing can be read from."]))
            .ScannedPage(PdfImage.Rgb(width, height, samples), dpi: 150)
            .Build();
    }

    public static byte[] Sample(string name) => File.ReadAllBytes(SamplePaths.Sample(name));
}
