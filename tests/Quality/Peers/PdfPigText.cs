using UglyToad.PdfPig;

namespace DaprProcessing.Quality.Peers;

/// <summary>A third reader, asked where two others differ: what one alone has is no proof that the other lost it.</summary>
internal static class PdfPigText
{
    private const int MostPages = 60;

    /// <summary>The words of the document in no certain order; null where it cannot read it.</summary>
    public static string? Read(string path)
    {
        try
        {
            using var document = PdfDocument.Open(path, new ParsingOptions { UseLenientParsing = true });
            return string.Join(
                ' ', document.GetPages().Take(MostPages).SelectMany(page => page.GetWords()).Select(word => word.Text));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // It says of damaged files in a dozen ways that it cannot read them.
            return null;
        }
    }
}
