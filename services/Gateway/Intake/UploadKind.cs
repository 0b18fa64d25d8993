using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Intake;

/// <summary>What an upload is, told by its bytes; refused where no pipeline could do anything with it.</summary>
internal static class UploadKind
{
    /// <summary>
    /// What an upload will be, told by its first <see cref="UploadSpool.HeadBytes"/>; null where the whole of it tells.
    /// </summary>
    public static string? OfStart(ReadOnlySpan<byte> head, string fileName) =>
        FileTypes.IsToldByTheWhole(head) ? null : Of(head, path: "", fileName);

    public static string Of(ReadOnlySpan<byte> head, string path, string fileName) => FileTypes.Of(head, path, fileName) switch
    {
        FileTypes.OfficeEncrypted => throw new ProblemException(
            StatusCodes.Status415UnsupportedMediaType, FailureCodes.EncryptedDocument,
            "The Office file is encrypted; save it without a password."),
        FileTypes.OfficeBinary => throw Unsupported(
            "The file is one of Word, Excel or PowerPoint before 2007 (.doc, .xls, .ppt): save it as .docx, .xlsx or .pptx."),
        null => throw Unsupported(
            "The file is none of the known kinds: PDF, PNG, JPEG, TIFF, WebP, GIF, BMP, JPEG 2000, AVIF, WAV, FLAC, MP3, Ogg, "
                + "M4A and other sound, DOCX, PPTX, XLSX, ODT, EPUB, HTML, text (judged by its bytes, not by its name)."),
        var known => known,
    };

    private static ProblemException Unsupported(string message) =>
        new(StatusCodes.Status415UnsupportedMediaType, FailureCodes.UnsupportedMediaType, message);
}
