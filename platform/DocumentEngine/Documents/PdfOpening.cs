using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Layers;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>Opens a PDF: the file itself, or where PDFium would miss some of it, bytes in memory that were mended for
/// it.</summary>
internal sealed unsafe class PdfOpening
{
    private readonly string _path;
    private readonly string? _password;
    private readonly EntryScan _entries;
    private nint _document;
    private byte[]? _mended;
    private IReadOnlyList<bool>? _places;
    private bool _isCut;
    private bool _hidesLayers;
    private bool _isTooLarge;

    private PdfOpening(string path, string? password)
    {
        (_path, _password) = (path, password);
        _document = LoadFile();
        _entries = EntryScan.Of(path);
    }

    /// <returns>Null where PDFium makes no document of the file.</returns>
    /// <exception cref="DocumentFault">It needs a password, or another one.</exception>
    public static PdfDocument? TryOpen(string path, string? password)
    {
        var opening = new PdfOpening(path, password);
        opening.Mend();
        return opening._document == 0 ? null : new PdfDocument(opening._document, path, password, opening._entries)
        {
            Mended = opening._mended, Places = opening._places, IsCut = opening._isCut, HidesLayers = opening._hidesLayers,
            IsTooLargeToMend = opening._isTooLarge,
        };
    }

    private void Mend()
    {
        if (_document == 0 && Take(MendedPdf.WithHeader(_path)))
        {
            return;
        }

        var claimed = _document == 0 ? 0 : PdfiumDocument.PageCount(_document);
        var pages = _document == 0 ? 0 : ReadablePages.LastOf(_document);
        if (pages == 0)
        {
            _isCut = TakeLonger(MendedPdf.WithTrailer(_path), pages);
            return;
        }

        if (pages == claimed && _entries.PlainPages > pages)
        {
            _isTooLarge = !FileLimits.MayBeMended(_path);
            TakeLonger(MendedPdf.WithoutCounts(_path), pages);
        }

        PassOverEmptyPlaces(claimed);
        var mayBeMended = FileLimits.MayBeMended(_path);
        if (_mended is null && _entries.HasLayers)
        {
            _isTooLarge |= !mayBeMended;
            _hidesLayers = mayBeMended && Take(LayeredPdf.TryRead(_path, _password, _entries.HasMemberships));
        }

        if (_mended is null && _entries.HasProfiles && WrongProfiles.In(_path) is { Count: > 0 } wrong)
        {
            _isTooLarge |= !mayBeMended;
            Take(mayBeMended ? WrongProfiles.SpoiledIn(_path, wrong) : null);
        }
    }

    private void PassOverEmptyPlaces(int claimed)
    {
        var losesPages = _entries.HasLoneKid || ReadablePages.CountOf(_document) < PdfiumDocument.PageCount(_document);
        if (losesPages && EmptyPlaces.BlankedIn(_path) is { } blanked && Take(blanked.Bytes))
        {
            // Those that the count has are lost, those that it leaves out were taken away.
            _places = blanked.Pages is { } listed && claimed > listed.Count(there => there) ? [.. listed.Take(claimed)] : null;
        }
    }

    /// <returns>False where there is nothing to take, or it is no document: then all stays as it is.</returns>
    private bool Take(byte[]? bytes)
    {
        var document = LoadFrom(bytes, out var pinned);
        return Take(document, pinned);
    }

    private bool TakeLonger(byte[]? bytes, int pages)
    {
        var document = LoadFrom(bytes, out var pinned);
        if (document != 0 && ReadablePages.LastOf(document) <= pages)
        {
            PdfiumDocument.Close(document);
            return false;
        }

        return Take(document, pinned);
    }

    private bool Take(nint document, byte[]? pinned)
    {
        if (document == 0)
        {
            return false;
        }

        if (_document != 0)
        {
            PdfiumDocument.Close(_document);
        }

        (_document, _mended) = (document, pinned);
        return true;
    }

    /// <param name="pinned">PDFium goes on reading in it.</param>
    private nint LoadFrom(byte[]? bytes, out byte[]? pinned)
    {
        pinned = bytes is null ? null : GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes?.CopyTo(pinned!, 0);
        fixed (byte* start = pinned)
        {
            return pinned is null ? 0 : PdfiumDocument.LoadFromMemory(start, pinned.Length, _password);
        }
    }

    /// <summary>Without the password first: only so does it show whether the file needs one.</summary>
    private nint LoadFile()
    {
        var document = LoadFile(password: null, out var needsPassword);
        if (!needsPassword)
        {
            return document;
        }

        if (string.IsNullOrEmpty(_password))
        {
            throw new DocumentFault(FailureCodes.PasswordRequired, "The document is encrypted and needs a password.");
        }

        document = LoadFile(_password, out var needsAnother);
        return needsAnother ? throw new DocumentFault(FailureCodes.WrongPassword, "The password does not open the document.")
            : document;
    }

    private nint LoadFile(string? password, out bool needsPassword)
    {
        var document = PdfiumDocument.Load(_path, password);
        needsPassword = document == 0 && PdfiumDocument.LastError() == PdfiumDocument.ErrorPassword;
        return document;
    }
}
