using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Images;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>What a PDF says of itself: information, XMP, bookmarks, embedded files, its form's data; of an image, whether it is
/// whole.</summary>
internal static class DocumentDescription
{
    private static readonly Failure DamagedImage = new(
        FailureCodes.DamagedDocument,
        "The image file is damaged or was cut off: what could be decoded was read, and part of the picture may be missing.");

    public static DocumentFacts Of(OpenDocument document, string path, string? password) => document switch
    {
        PdfDocument pdf => Of(pdf, path, password),
        ImageDocument { IsDamaged: true } => new DocumentFacts { Warnings = [DamagedImage] },
        _ => new DocumentFacts(),
    };

    private static DocumentFacts Of(PdfDocument pdf, string path, string? password)
    {
        var attachments = EmbeddedFiles.Names(pdf.Handle);
        if (pdf.HasPinnedFiles)
        {
            attachments.AddRange(PinnedFiles.Read(path, password, [.. attachments]).Select(file => file.Name));
        }

        var hasXmp = XmpPacket.IsLikely(path);
        var catalog = attachments.Count > 0 || hasXmp ? CatalogFacts.Read(path, password, hasXmp) : default;
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
            Xmp = catalog.Xmp is { Count: > 0 } ? catalog.Xmp : null,
            Outline = OutlineReader.Read(pdf.Handle) is { Count: > 0 } outline ? outline : null,
            Attachments = attachments.Count > 0 ? [.. attachments.Select(name => new EmbeddedFile(name))] : null,
            IsPortfolio = catalog.IsPortfolio,
            Xfa = xfa,
            Warnings = Warnings(xfa, catalog.IsPortfolio, pdf.IsCut) is { Count: > 0 } warnings ? warnings : null,
        };

        string? Known(string name) => catalog.Xmp?.GetValueOrDefault(name);
    }

    private static List<Failure> Warnings(XfaForm? xfa, bool isPortfolio, bool isCut)
    {
        var warnings = new List<Failure>();
        if (isCut)
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
