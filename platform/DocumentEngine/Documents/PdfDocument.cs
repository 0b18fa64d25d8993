using System.Diagnostics.CodeAnalysis;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Description;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Layers;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.DocumentEngine.Text;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>A PDF, read by PDFium.</summary>
internal sealed unsafe class PdfDocument : OpenDocument
{
    /// <summary>More pages than any job may have: what lies beyond is not even looked at.</summary>
    private const int MaxPages = 10_000;

    private const int MaxTitleChars = 500;

    private readonly HashSet<int> _annotated = [];
    private readonly Dictionary<int, IReadOnlyList<PageLink>> _links = [];
    private readonly Dictionary<int, IReadOnlyList<UndrawnText>> _undrawn = [];
    private readonly Lazy<SecondOpinion?> _second;

    /// <summary>Of each page that was loaded, the annotations without an appearance.</summary>
    private readonly Dictionary<int, IReadOnlyList<int>> _bare = [];
    private FormFields? _fields;
    private nint _document;

    /// <summary>Pinned: PDFium reads in it as long as the document is open.</summary>
    private byte[]? _mended;

    /// <summary>Where pages of the tree are missing: whether each is there. PDFium has those alone.</summary>
    private IReadOnlyList<bool>? _places;

    private readonly EntryScan _entries;
    private readonly PageTree? _tree;

    private PdfDocument(nint document, string path, string? password)
    {
        _document = document;
        _second = new(() => TryOpenAgain(path, password));
        var pages = PdfiumDocument.PageCount(document);
        var isLastThere = pages is 0 or > MaxPages || PdfiumDocument.PageSize(document, pages - 1, out _) != 0;
        _entries = EntryScan.Of(path);
        _tree = !isLastThere || _entries.HasUserUnits ? PageTree.TryRead(path, password) : null;
    }

    /// <summary>A tree that claims more pages than it has is believed as far as they can be found, by either parser.</summary>
    public int Pages
    {
        get
        {
            var claimed = PdfiumDocument.PageCount(_document);
            return _places is not null ? _places.Count
                : _tree is null ? claimed : Math.Min(claimed, Math.Max(_tree.Units.Count, LastReadable(_document, claimed)));
        }
    }

    /// <summary>PDFium's, as long as the document is open.</summary>
    public nint Handle => _document;

    /// <summary>The file is damaged: it ends before its trailer, or does not say where its objects are.</summary>
    public bool IsCut { get; private init; }

    /// <summary>Some of its layers are switched off: what they hold has to be moved aside before a page is read.</summary>
    public bool HidesLayers { get; private init; }

    /// <summary>There may be files that its list of embedded ones does not name.</summary>
    public bool HasPinnedFiles => _entries.HasPinnedFiles;

    public bool IsEncrypted => PdfiumDocument.SecurityHandlerRevision(_document) != PdfiumDocument.NoSecurityHandler;

    /// <returns>Null where PDFium makes no document of the file.</returns>
    public static PdfDocument? TryOpen(string path, string? password)
    {
        // Without the password first: only so does it show whether the file needs one.
        var document = Load(path, null, out var needsPassword);
        if (needsPassword && string.IsNullOrEmpty(password))
        {
            throw new DocumentFault(FailureCodes.PasswordRequired, "The document is encrypted and needs a password.");
        }

        if (needsPassword)
        {
            document = Load(path, password, out var stillNeeds);
            if (stillNeeds)
            {
                throw new DocumentFault(FailureCodes.WrongPassword, "The password does not open the document.");
            }
        }

        if (document == 0 && MendedPdf.WithHeader(path) is { } headed && Load(headed, password) is not 0 and var behind)
        {
            return new PdfDocument(behind, path, password) { _mended = headed };
        }

        var known = document == 0 ? null : new PdfDocument(document, path, password);
        var claimed = document == 0 ? 0 : PdfiumDocument.PageCount(document);
        var pages = document == 0 ? 0 : LastReadable(document, claimed);
        if (pages == 0)
        {
            return Mended(MendedPdf.WithTrailer(path), path, password, known, pages, isCut: true);
        }

        if (pages == claimed && known!._entries.PlainPages > pages)
        {
            known = Mended(MendedPdf.WithoutCounts(path), path, password, known, pages, isCut: false);
        }

        if (known!.LosesPages && EmptyPlaces.BlankedIn(path) is { } blanked
            && Load(blanked.Bytes, password) is not 0 and var full)
        {
            // Those that the count has are lost, those that it leaves out were taken away.
            var lost = blanked.Pages is { } listed && claimed > listed.Count(there => there) ? listed.Take(claimed) : null;
            known.Dispose();
            known = new PdfDocument(full, path, password) { _mended = blanked.Bytes, _places = lost?.ToList() };
        }

        known = known is { _entries: { HasLayers: true } entries, _mended: null }
            ? Replaced(known, LayeredPdf.TryRead(path, password, entries.HasMemberships), path, password, hidesLayers: true)
            : known;
        return known is { _entries.HasProfiles: true, _mended: null }
            ? Replaced(known, WrongProfiles.SpoiledIn(path), path, password, hidesLayers: false) : known;
    }

    private static PdfDocument Replaced(PdfDocument known, byte[]? bytes, string path, string? password, bool hidesLayers)
    {
        if (bytes is null || Load(bytes, password) is not (not 0 and var document))
        {
            return known;
        }

        known.Dispose();
        return new PdfDocument(document, path, password) { _mended = bytes, HidesLayers = hidesLayers };
    }

    /// <returns>The mended one where it has more pages, else the one that is known.</returns>
    [return: NotNullIfNotNull(nameof(known))]
    private static PdfDocument? Mended(
        byte[]? mended, string path, string? password, PdfDocument? known, int knownPages, bool isCut)
    {
        var document = mended is null ? 0 : Load(mended, password);
        var pages = document == 0 ? 0 : LastReadable(document, PdfiumDocument.PageCount(document));
        if (pages <= knownPages)
        {
            PdfiumDocument.Close(document);
            return known;
        }

        known?.Dispose();
        return new PdfDocument(document, path, password) { _mended = mended, IsCut = isCut };
    }

    public override ProbeReply Probe()
    {
        var pages = Pages;
        if (pages > MaxPages)
        {
            throw new DocumentFault(
                FailureCodes.TooManyPages, $"The document has {pages} pages; at most {MaxPages} are possible.");
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

    /// <summary>In gray, what its text layer tells left out.</summary>
    public Raster RenderWithoutText(int pageNo, double dpi)
    {
        using var page = PageWithAnnotations(pageNo);
        HiddenText.Hide(page);
        return PdfRaster.Render(page, dpi, grayscale: true, UnitOf(pageNo));
    }

    /// <returns>Where PDFium has the page; null where it is not in the document, or lost.</returns>
    private int? IndexOf(int pageNo) => _places is null
        ? pageNo >= 1 && pageNo <= PdfiumDocument.PageCount(_document) ? pageNo - 1 : null
        : pageNo >= 1 && pageNo <= _places.Count && _places[pageNo - 1] ? _places.Take(pageNo - 1).Count(there => there) : null;

    /// <summary>A page to be disposed of; PDFium keeps its parsed content as long as it lives.</summary>
    public PdfPage Page(int pageNo)
    {
        var page = IndexOf(pageNo) is { } index ? PdfiumPage.Load(_document, index) : 0;
        if (page == 0)
        {
            throw DocumentFault.PageMissing(pageNo);
        }

        // Before anything draws it: PDFium then makes up appearances, which look like the file's own.
        var loaded = new PdfPage(page);
        if (!_bare.ContainsKey(pageNo))
        {
            _bare[pageNo] = UndrawnText.Places(loaded);
        }

        return loaded;
    }

    /// <summary>The page with what its annotations and form fields show as part of its content.</summary>
    public PdfPage PageWithAnnotations(int pageNo)
    {
        var page = Page(pageNo);
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
        if (places.Count > 0
            && UndrawnText.Of(
                page, places, () => _fields ??= new FormFields(_document),
                index => _second.Value?.ValueOf(pageNo, index)) is { Count: > 0 } undrawn)
        {
            _undrawn[pageNo] = undrawn;
        }

        if (PageAnnotations.WriteInto(page.Handle))
        {
            page.Dispose();
            return Page(pageNo);
        }

        return page;
    }

    /// <summary>Of a page that was asked for with its annotations.</summary>
    public IReadOnlyList<UndrawnText> UndrawnOf(int pageNo) => _undrawn.GetValueOrDefault(pageNo) ?? [];

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
            _fields?.Dispose();
            if (_second is { IsValueCreated: true, Value: { } second })
            {
                second.Dispose();
            }

            PdfiumDocument.Close(_document);
            (_document, _mended) = (0, null);
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

    /// <summary>Places in its tree are empty, or what hangs there is no list of pages.</summary>
    private bool LosesPages => _entries.HasLoneKid || ReadableOf(_document) < PdfiumDocument.PageCount(_document);

    /// <summary>Pages that are there, whatever is between them.</summary>
    private static int ReadableOf(nint document)
    {
        var count = Math.Min(MaxPages, PdfiumDocument.PageCount(document));
        var readable = 0;
        for (var index = 0; index < count; index++)
        {
            readable += PdfiumDocument.PageSize(document, index, out _) != 0 ? 1 : 0;
        }

        return readable;
    }

    private static int LastReadable(nint document, int claimed)
    {
        var last = Math.Min(claimed, MaxPages);
        while (last > 0 && PdfiumDocument.PageSize(document, last - 1, out _) == 0)
        {
            last--;
        }

        return last;
    }

    /// <param name="pinned">PDFium goes on reading in it.</param>
    private static nint Load(byte[] pinned, string? password)
    {
        fixed (byte* start = pinned)
        {
            return PdfiumDocument.LoadFromMemory(start, pinned.Length, password);
        }
    }

    private static nint Load(string path, string? password, out bool needsPassword)
    {
        var document = PdfiumDocument.Load(path, password);
        needsPassword = document == 0 && PdfiumDocument.LastError() == PdfiumDocument.ErrorPassword;
        return document;
    }
}
