using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Images;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.DocumentEngine.Searchable.Archival;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>Writes a PDF whose recognised words can be searched and selected; the file is there whole or not at all.</summary>
internal static class SearchablePdf
{
    public static SearchableReply Write(OpenDocument document, EngineRequest request)
    {
        var partial = request.OutputPath! + ".part";
        try
        {
            var layers = LayerFile.Read(request.LayersPath!);
            var written = document switch
            {
                PdfDocument pdf when request.IsArchival => ScanPdf.Write(pdf, request, layers, partial),
                PdfDocument pdf => PdfAddition.Write(pdf, request, layers, partial),
                ImageDocument image => ImagePdf.Write(image, request, layers, partial),
                _ => throw new DocumentFault(
                    FailureCodes.InvalidDocument, "The document is damaged: no text layer can be added to it."),
            };
            Verify(partial, written);
            File.Move(partial, request.OutputPath!, overwrite: true);
            return written;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>What was added to a file that was damaged already may not be found again: then there is no output.</summary>
    private static void Verify(string path, SearchableReply written)
    {
        using var pdf = PdfOpening.TryOpen(path, null) ?? throw Broken();
        if (pdf.IsCut)
        {
            // Nothing can be added to a file whose end is missing.
            throw Broken();
        }

        if (pdf.Probe().Sizes.Length != written.PagesTotal * 2)
        {
            throw Broken();
        }

        if (written.FirstPageNo is { } pageNo)
        {
            using var page = pdf.Page(pageNo);
            var text = PdfiumText.Load(page.Handle);
            var characters = text == 0 ? 0 : PdfiumText.Count(text);
            PdfiumText.Close(text);
            if (characters == 0)
            {
                throw Broken();
            }
        }
    }

    private static DocumentFault Broken() => new(
        FailureCodes.InvalidDocument, "The document is damaged in a way that a text layer cannot be added to it.");
}
