using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>The files embedded in a PDF: their names, and one of them written out.</summary>
internal static unsafe class EmbeddedFiles
{
    private const int MostFiles = 1_000, MostChars = 250;
    private const uint MostBytes = 64 << 20;

    public static List<string> Names(nint document)
    {
        var names = new List<string>();
        var count = Math.Min(MostFiles, PdfiumAttachment.Count(document));
        for (var index = 0; index < count; index++)
        {
            var attachment = PdfiumAttachment.Get(document, index);
            names.Add(attachment == 0 ? ""
                : NativeText.Utf16((buffer, bytes) => PdfiumAttachment.Name(attachment, buffer, bytes), MostChars) ?? "");
        }

        return names;
    }

    /// <param name="request">Names one among the names, from 0; the pinned files follow those of the list.</param>
    public static void Write(OpenDocument document, EngineRequest request)
    {
        var (path, index) = (request.OutputPath!, request.Attachment);
        if (document is PdfDocument { HasPinnedFiles: true } known && Names(known.Handle) is var listed
            && index >= listed.Count && PinnedFiles.Read(request.Path, request.Password, listed) is var pinned
            && index - listed.Count < pinned.Count)
        {
            File.WriteAllBytes(path, PinnedFiles.Unpack(pinned[index - listed.Count].Content));
            return;
        }

        var attachment = document is PdfDocument pdf ? PdfiumAttachment.Get(pdf.Handle, index) : 0;
        if (attachment == 0 || PdfiumAttachment.File(attachment, null, 0, out var length) == 0)
        {
            if (attachment != 0 && PinnedFiles.Listed(request.Path, request.Password, index) is { } nameless)
            {
                File.WriteAllBytes(path, PinnedFiles.Unpack(nameless));
                return;
            }

            throw new DocumentFault(FailureCodes.InvalidDocument, "The embedded file has no content that can be read.");
        }

        if (length > MostBytes)
        {
            throw new DocumentFault(
                FailureCodes.ResourceLimit,
                $"The embedded file has {length >> 20} MiB; at most {MostBytes >> 20} MiB are written out.");
        }

        var content = new byte[length];
        fixed (byte* start = content)
        {
            if (length > 0 && PdfiumAttachment.File(attachment, start, length, out _) == 0)
            {
                throw new DocumentFault(FailureCodes.InvalidDocument, "The embedded file cannot be read.");
            }
        }

        File.WriteAllBytes(path, content);
    }
}
