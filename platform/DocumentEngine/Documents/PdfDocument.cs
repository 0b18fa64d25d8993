using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Description;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.DocumentEngine.Text;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>A PDF, read by PDFium.</summary>
internal sealed unsafe class PdfDocument : OpenDocument
{
    private const int MaxTitleChars = 500;

    private readonly HashSet<int> _annotated = [];
    private readonly Dictionary<int, IReadOnlyList<PageLink>> _links = [];
    private readonly Dictionary<int, IReadOnlyList<UndrawnText>> _undrawn = [];
    private readonly Dictionary<int, IReadOnlyList<FieldValue>> _values = [];
    private readonly Lazy<SecondOpinion?> _second;

    /// <summary>Of each page that was loaded, the annotations without an appearance.</summary>
    private readonly Dictionary<int, IReadOnlyList<int>> _bare = [];
    private readonly EntryScan _entries;
    private readonly PageTree? _tree;
    private FormFields? _fields;
    private PdfPage? _lastRead;
    private nint _document;

    /// <param name="document">PDFium's; closed with this.</param>
    public PdfDocument(nint document, string path, string? password, EntryScan entries)
    {
        _document = document;
        _second = new(() => TryOpenAgain(path, password));
        var pages = PdfiumDocument.PageCount(document);
        var isLastThere = pages is 0 or > ReadablePages.Most || PdfiumDocument.PageSize(document, pages - 1, out _) != 0;
        _entries = entries;
        _tree = !isLastThere || _entries.HasUserUnits ? PageTree.TryRead(path, password) : null;
    }

    /// <summary>A tree that claims more pages than it has is believed as far as they can be found, by either parser.</summary>
    public int Pages
    {
        get
        {
            var claimed = PdfiumDocument.PageCount(_document);
            return Places is not null ? Places.Count
                : _tree is null ? claimed : Math.Min(claimed, Math.Max(_tree.Units.Count, ReadablePages.LastOf(_document)));
        }
    }

    /// <summary>PDFium's, as long as the document is open.</summary>
    public nint Handle => _document;

    /// <summary>What PDFium reads in place of the file, pinned as long as the document is open; null where it reads the
    /// file.</summary>
    public byte[]? Mended { get; init; }

    /// <summary>Where pages of the tree are missing: whether each is there. PDFium has those alone.</summary>
    public IReadOnlyList<bool>? Places { get; init; }

    /// <summary>The file is damaged: it ends before its trailer, or does not say where its objects are.</summary>
    public bool IsCut { get; init; }

    /// <summary>Some of its layers are switched off: what they hold has to be moved aside before a page is read.</summary>
    public bool HidesLayers { get; init; }

    /// <summary>It has what would be mended in a smaller file: layers, wrong profiles, uncounted pages.</summary>
    public bool IsTooLargeToMend { get; init; }

    /// <summary>There may be files that its list of embedded ones does not name.</summary>
    public bool HasPinnedFiles => _entries.HasPinnedFiles;

    /// <summary>It has what the second parser alone is asked for.</summary>
    public bool HasMoreForSecondParser => _entries.HasPinnedFiles || _entries.HasUserUnits;

    public bool IsEncrypted => PdfiumDocument.SecurityHandlerRevision(_document) != PdfiumDocument.NoSecurityHandler;

    public override ProbeReply Probe()
    {
        var pages = Pages;
        if (pages > ReadablePages.Most)
        {
            throw new DocumentFault(
                FailureCodes.TooManyPages,
                $"The document has {pages} pages; at most {ReadablePages.Most} are possible, whatever Orchestrator:MaxPages "
                + "says.");
        }

        var sizes = new double[pages * 2];
        var readable = 0;
        for (var index = 0; index < pages; index++)
        {
            if (IndexOf(index + 1) is { } there && PdfiumDocument.PageSize(_document, there, out var size) != 0)
            {
                readable++;
                var unit = UnitOf(index + 1);
                (sizes[index * 2], sizes[(index * 2) + 1]) = (PdfPage.Sane(size.Width * unit), PdfPage.Sane(size.Height * unit));
            }
        }

        return readable == 0
            ? throw new DocumentFault(FailureCodes.NoPages, "The document has no page that can be read.")
            : new ProbeReply(sizes, IsEncrypted, Meta("Title"));
    }

    /// <summary>An entry of its information: Title, Author …</summary>
    public string? Meta(string name) => NativeText.Utf16(
        (buffer, bytes) => PdfiumDocument.MetaText(_document, name, buffer, bytes), MaxTitleChars);

    public override (double WidthPt, double HeightPt) SizeOf(int pageNo)
    {
        using var page = Page(pageNo);
        return (page.SizePt.WidthPt * UnitOf(pageNo), page.SizePt.HeightPt * UnitOf(pageNo));
    }

    public override Raster Render(int pageNo, double dpi, bool grayscale)
    {
        using var page = Page(pageNo);
        return PdfRaster.Render(page, dpi, grayscale, UnitOf(pageNo));
    }

    public override Raster RenderWithoutText(int pageNo, double dpi)
    {
        using var page = PageWithAnnotations(pageNo);
        HiddenText.Hide(page);
        return PdfRaster.Render(page, dpi, grayscale: true, UnitOf(pageNo));
    }

    /// <returns>Where PDFium has the page; null where it is not in the document, or lost.</returns>
    private int? IndexOf(int pageNo) => Places is null
        ? pageNo >= 1 && pageNo <= PdfiumDocument.PageCount(_document) ? pageNo - 1 : null
        : pageNo >= 1 && pageNo <= Places.Count && Places[pageNo - 1] ? Places.Take(pageNo - 1).Count(there => there) : null;

    /// <summary>A page to be disposed of; PDFium keeps its parsed content as long as it lives.</summary>
    public PdfPage Page(int pageNo) => Page(pageNo, keep: null);

    private PdfPage Page(int pageNo, Action<PdfPage>? keep)
    {
        var page = IndexOf(pageNo) is { } index ? PdfiumPage.Load(_document, index) : 0;
        if (page == 0)
        {
            throw DocumentFault.PageMissing(pageNo);
        }

        // Before anything draws it: PDFium then makes up appearances, which look like the file's own.
        var loaded = new PdfPage(page, keep);
        if (!_bare.ContainsKey(pageNo))
        {
            _bare[pageNo] = UndrawnText.Places(loaded);
        }

        return loaded;
    }

    /// <summary>
    /// The page with what its annotations and form fields show as part of its content. It stays open until the next one is
    /// read: PDFium drops a font with the last page that uses it, and to take it up again costs more than the page.
    /// </summary>
    public PdfPage PageWithAnnotations(int pageNo)
    {
        var page = Page(pageNo, KeepForFonts);
        if (!_annotated.Add(pageNo))
        {
            return page;
        }

        // What is written into the content is no annotation any more.
        if (PageLinks.Read(page, _document) is { Count: > 0 } links)
        {
            _links[pageNo] = links;
        }

        if (!PageAnnotations.ShowsAny(page.Handle))
        {
            return page;
        }

        PageAnnotations.HideUnseen(page.Handle);
        var places = _bare[pageNo];
        PageAnnotations.DrawOnce(page.Handle);
        if (FieldValue.Of(page, places, Fields) is { Count: > 0 } values)
        {
            _values[pageNo] = values;
        }

        if (places.Count > 0
            && UndrawnText.Of(
                page, places, Fields,
                index => _second.Value?.ValueOf(pageNo, index)) is { Count: > 0 } undrawn)
        {
            _undrawn[pageNo] = undrawn;
        }

        if (PageAnnotations.WriteInto(page.Handle))
        {
            page.Close();
            return Page(pageNo, KeepForFonts);
        }

        return page;
    }

    private FormFields Fields() => _fields ??= new FormFields(_document);

    private void KeepForFonts(PdfPage page)
    {
        _lastRead?.Close();
        _lastRead = page;
    }

    /// <summary>Of a page that was asked for with its annotations.</summary>
    public IReadOnlyList<UndrawnText> UndrawnOf(int pageNo) => _undrawn.GetValueOrDefault(pageNo) ?? [];

    /// <summary>Of a page that was asked for with its annotations.</summary>
    public IReadOnlyList<FieldValue> ValuesOf(int pageNo) => _values.GetValueOrDefault(pageNo) ?? [];

    /// <summary>Of a page that was asked for with its annotations; null where it has none.</summary>
    public IReadOnlyList<PageLink>? LinksOf(int pageNo) => _links.GetValueOrDefault(pageNo);

    /// <summary>The characters of a page as the second parser reads them; none where it does not.</summary>
    public IReadOnlyList<PlacedText> SecondLettersOf(int pageNo)
    {
        try
        {
            return _second.Value?.LettersOf(pageNo) ?? [];
        }
        catch (DocumentFault)
        {
            return [];
        }
    }

    /// <summary>What PDFium calls a point is this many: it has no call for a page's UserUnit.</summary>
    public double UnitOf(int pageNo) => _tree is { Units: var units } && pageNo <= units.Count ? units[pageNo - 1] : 1;

    public override void Dispose()
    {
        if (_document != 0)
        {
            _lastRead?.Close();
            _fields?.Dispose();
            if (_second is { IsValueCreated: true, Value: { } second })
            {
                second.Dispose();
            }

            PdfiumDocument.Close(_document);
            _document = 0;
        }
    }

    private static SecondOpinion? TryOpenAgain(string path, string? password)
    {
        try
        {
            return SecondOpinion.Open(path, password);
        }
        catch (DocumentFault)
        {
            return null;
        }
    }
}
