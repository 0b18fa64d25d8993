using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Images;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>What a PDF says of itself: information, XMP, bookmarks, embedded files, its form's data; of an image, whether it is
/// whole.</summary>
internal static class DocumentDescription
{
    private static readonly Failure DamagedImage = new(
        FailureCodes.DamagedDocument,
        "The image file is damaged or was cut off: what could be decoded was read, and part of the picture may be missing.");

    private static readonly Failure SecondParser = new(
        FailureCodes.DamagedDocument,
        "The first parser does not read the file: it was read by the second one, which gives text alone, without pictures, the "
        + "lines of tables, links, bookmarks and attachments.");

    private const int MaxChars = 500;

    public static DocumentFacts Of(OpenDocument document, string path, string? password) => document switch
    {
        PdfDocument pdf => Of(pdf, path, password),
        ImageDocument { IsDamaged: true } => new DocumentFacts { Warnings = [DamagedImage] },
        SecondOpinion pdf => Of(pdf, path),
        _ => new DocumentFacts(),
    };

    private static DocumentFacts Of(SecondOpinion pdf, string path)
    {
        var told = pdf.Information;
        return new DocumentFacts
        {
            Title = Plain(told.Title),
            Author = Plain(told.Author),
            Subject = Plain(told.Subject),
            Keywords = Plain(told.Keywords),
            Creator = Plain(told.Creator),
            Producer = Plain(told.Producer),
            CreatedAt = PdfDate.Parse(told.CreationDate),
            ModifiedAt = PdfDate.Parse(told.ModifiedDate),
            Revisions = FileRevisions.In(path),
            Warnings = [SecondParser],
        };

        static string? Plain(string? text) => text is null ? null : NativeText.Cut(text, MaxChars);
    }

    private static DocumentFacts Of(PdfDocument pdf, string path, string? password)
    {
        var attachments = EmbeddedFiles.Names(pdf.Handle);
        if (pdf.HasPinnedFiles)
        {
            attachments.AddRange(PinnedFiles.Read(path, password, [.. attachments]).Select(file => file.Name));
        }

        var hasXmp = XmpPacket.IsLikely(path);
        var isTagged = PdfiumStructure.IsThere && PdfiumStructure.IsTagged(pdf.Handle) != 0;
        var catalog = attachments.Count > 0 || hasXmp || isTagged ? CatalogFacts.Read(path, password, hasXmp) : default;
        var xfa = XfaData.Read(pdf.Handle);
        return new DocumentFacts
        {
            Title = pdf.Meta("Title") ?? Known("dc:title"),
            Author = pdf.Meta("Author") ?? Known("dc:creator"),
            Subject = pdf.Meta("Subject") ?? Known("dc:description"),
            Keywords = pdf.Meta("Keywords") ?? Known("pdf:Keywords"),
            Creator = pdf.Meta("Creator") ?? Known("xmp:CreatorTool"),
            Producer = pdf.Meta("Producer") ?? Known("pdf:Producer"),
            CreatedAt = PdfDate.Parse(pdf.Meta("CreationDate")) ?? PdfDate.ParseXmp(Known("xmp:CreateDate")),
            ModifiedAt = PdfDate.Parse(pdf.Meta("ModDate")) ?? PdfDate.ParseXmp(Known("xmp:ModifyDate")),
            Language = catalog.Language,
            Xmp = catalog.Xmp is { Count: > 0 } ? catalog.Xmp : null,
            Outline = OutlineReader.Read(pdf.Handle) is { Count: > 0 } outline ? outline : null,
            Attachments = attachments.Count > 0 ? [.. attachments.Select(name => new EmbeddedFile(name))] : null,
            IsPortfolio = catalog.IsPortfolio,
            Xfa = xfa,
            Encryption = EncryptionReader.Read(pdf.Handle, path),
            Revisions = FileRevisions.In(path),
            Warnings = Warnings(xfa, catalog.IsPortfolio, pdf, path) is { Count: > 0 } warnings ? warnings : null,
        };

        string? Known(string name) => catalog.Xmp?.GetValueOrDefault(name);
    }

    private static List<Failure> Warnings(XfaForm? xfa, bool isPortfolio, PdfDocument pdf, string path)
    {
        var warnings = new List<Failure>();
        if (pdf.IsTooLargeToMend)
        {
            warnings.Add(new Failure(FailureCodes.ResourceLimit,
                $"The file has {new FileInfo(path).Length >> 20} MiB, more than MaxMendedBytes, "
                + $"{FileLimits.MaxMendedBytes >> 20} MiB: text in hidden layers is read as well, and wrong colour profiles and "
                + "page counts are believed."));
        }

        if (pdf.HasMoreForSecondParser && new FileInfo(path).Length > FileLimits.MaxSecondParserBytes)
        {
            warnings.Add(new Failure(FailureCodes.ResourceLimit,
                $"The file has {new FileInfo(path).Length >> 20} MiB, more than MaxSecondParserBytes, "
                + $"{FileLimits.MaxSecondParserBytes >> 20} MiB: its XMP, files pinned to pages and units of pages are passed "
                + "over."));
        }

        if (pdf.IsCut)
        {
            warnings.Add(new Failure(
                FailureCodes.DamagedDocument,
                "The file is damaged or was cut off: what could be found in it was read, and pages may be missing."));
        }

        if (xfa is { IsDynamic: true })
        {
            warnings.Add(new Failure(
                FailureCodes.DynamicForm,
                "The form is laid out by the program that opens it (dynamic XFA): its pages show a placeholder. The data of its "
                + "fields is listed under xfa."));
        }

        if (isPortfolio)
        {
            warnings.Add(new Failure(
                FailureCodes.Portfolio,
                "The document is a portfolio: its pages are a cover, and what it holds is in its attachments."));
        }

        return warnings;
    }
}
