using System.Runtime.InteropServices;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>A PDF, read by poppler.</summary>
internal sealed unsafe class PdfDocument : OpenDocument
{
    /// <summary>More pages than any job may have: what lies beyond is not even looked at.</summary>
    private const int MaxPages = 10_000;

    private const int MaxTitleChars = 500;

    private readonly string _path;
    private readonly bool _encrypted;
    private nint _document;
    private bool? _mayHaveImages;

    private PdfDocument(string path, nint document, bool encrypted) => (_path, _document, _encrypted) = (path, document, encrypted);

    public bool MayHaveImages => _mayHaveImages ??= PdfImageScan.MayHaveImages(_path);

    public static PdfDocument Open(string path, string? password)
    {
        var uri = Glib.FileNameToUri(path, 0, 0);
        if (uri == null)
        {
            throw new DocumentFault(FailureCodes.SourceMissing, "The document's path is not usable.");
        }

        try
        {
            // Without the password first: only so does it show whether the file needs one.
            var document = TryOpen(uri, null, out var needsPassword);
            if (needsPassword && !string.IsNullOrEmpty(password))
            {
                document = TryOpen(uri, password, out var stillNeeds);
                if (stillNeeds)
                {
                    throw new DocumentFault(FailureCodes.WrongPassword, "The password does not open the document.");
                }
            }
            else if (needsPassword)
            {
                throw new DocumentFault(FailureCodes.PasswordRequired, "The document is encrypted and needs a password.");
            }

            return document == 0
                ? throw DocumentFault.Invalid("PDF")
                : new PdfDocument(path, document, needsPassword || PdfTrailer.MentionsEncryption(path));
        }
        finally
        {
            Glib.Free(uri);
        }
    }

    public override ProbeReply Probe()
    {
        var pages = Poppler.PageCount(_document);
        if (pages > MaxPages)
        {
            throw new DocumentFault(FailureCodes.TooManyPages, $"The document has {pages} pages; at most {MaxPages} are possible.");
        }

        var sizes = new double[pages * 2];
        var readable = 0;
        for (var index = 0; index < pages; index++)
        {
            using var page = new PdfPage(Poppler.GetPage(_document, index));
            if (page.IsMissing)
            {
                continue;
            }

            readable++;
            (sizes[index * 2], sizes[(index * 2) + 1]) = page.SizePt;
        }

        return readable == 0
            ? throw new DocumentFault(FailureCodes.NoPages, "The document has no page that can be read.")
            : new ProbeReply(sizes, _encrypted, Title());
    }

    public override (double WidthPt, double HeightPt) SizeOf(int pageNo)
    {
        using var page = Page(pageNo);
        return page.SizePt;
    }

    public override Raster Render(int pageNo, double dpi, bool grayscale)
    {
        using var page = Page(pageNo);
        return PdfRaster.Render(page, dpi, grayscale);
    }

    /// <summary>A page to be disposed of; poppler keeps its parsed text as long as it lives.</summary>
    public PdfPage Page(int pageNo)
    {
        var page = pageNo >= 1 && pageNo <= Poppler.PageCount(_document) ? Poppler.GetPage(_document, pageNo - 1) : 0;
        return page == 0 ? throw DocumentFault.PageMissing(pageNo) : new PdfPage(page);
    }

    public override void Dispose()
    {
        if (_document != 0)
        {
            Glib.Unreference(_document);
            _document = 0;
        }
    }

    private static nint TryOpen(byte* uri, string? password, out bool needsPassword)
    {
        needsPassword = false;
        var document = Poppler.OpenDocument(uri, password, out var error);
        if (error != null)
        {
            needsPassword = error->Code == Poppler.ErrorEncrypted;
            Glib.FreeError(error);
        }

        return document;
    }

    private string? Title()
    {
        var title = Poppler.Title(_document);
        var text = Marshal.PtrToStringUTF8((nint)title)?.Trim();
        Glib.Free(title);
        return string.IsNullOrEmpty(text) ? null : text.Length > MaxTitleChars ? text[..MaxTitleChars] : text;
    }
}
