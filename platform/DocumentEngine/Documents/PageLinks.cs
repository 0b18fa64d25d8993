using System.Numerics;
using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Description;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>The links of a page that lead to an address, each of their lines for itself.</summary>
internal static unsafe class PageLinks
{
    private const int MostLinks = 2_000, MostQuads = 64, MostChars = 2_000;

    public static List<PageLink> Read(PdfPage page, nint document)
    {
        var links = new List<PageLink>();
        var position = 0;
        for (var looked = 0; looked < MostLinks && links.Count < MostLinks; looked++)
        {
            if (PdfiumLink.Next(page.Handle, ref position, out var link) == 0)
            {
                break;
            }

            if (Address(link, document) is { } uri)
            {
                links.AddRange(Boxes(link, page).Select(box => new PageLink(box, uri)));
            }
        }

        return links;
    }

    private static string? Address(nint link, nint document)
    {
        var action = PdfiumLink.Action(link);
        if (action == 0 || PdfiumOutline.ActionType(action) != PdfiumOutline.Address
            || NativeText.Bytes((buffer, bytes) => PdfiumOutline.ActionAddress(document, action, buffer, bytes)) is not { } bytes)
        {
            return null;
        }

        var address = Encoding.UTF8.GetString(bytes).Trim().Replace(" ", "%20", StringComparison.Ordinal);
        return address.Length <= MostChars && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" or "mailto" or "ftp" or "tel" ? address : null;
    }

    private static IEnumerable<Box> Boxes(nint link, PdfPage page)
    {
        var quads = Math.Min(MostQuads, PdfiumLink.CountQuads(link));
        for (var index = 0; index < quads; index++)
        {
            if (PdfiumLink.Quad(link, index, out var quad) != 0)
            {
                yield return page.Around(
                    new Vector2(quad.X1, quad.Y1), new Vector2(quad.X2, quad.Y2), new Vector2(quad.X3, quad.Y3),
                    new Vector2(quad.X4, quad.Y4));
            }
        }

        if (quads <= 0 && PdfiumLink.Rectangle(link, out var box) != 0)
        {
            yield return page.Around(new Vector2(box.Left, box.Bottom), new Vector2(box.Right, box.Top));
        }
    }
}
