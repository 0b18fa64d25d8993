using DaprProcessing.Contracts.Documents;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>How a PDF is encrypted, and what its author lets who opens it do.</summary>
internal static class EncryptionReader
{
    /// <summary>Bits of the permissions, from the lowest, by ISO 32000 table 22.</summary>
    private static readonly (int Bit, string Name)[] Permissions =
    [
        (2, "print"), (3, "modify"), (4, "copy"), (5, "annotate"), (8, "fill_forms"), (9, "extract_for_accessibility"),
        (10, "assemble"), (11, "print_high_quality"),
    ];

    /// <returns>Null for a document that is not encrypted.</returns>
    public static DocumentEncryption? Read(nint document, string path)
    {
        var revision = PdfiumDocument.SecurityHandlerRevision(document);
        if (revision == PdfiumDocument.NoSecurityHandler)
        {
            return null;
        }

        var allowed = PdfiumDocument.Permissions(document);
        return new DocumentEncryption(
            MethodOf(revision, path),
            [.. Permissions.Where(permission => (allowed & (1u << permission.Bit)) != 0).Select(permission => permission.Name)]);
    }

    /// <summary>The fourth revision leaves the method to the filter, whose entry stands in plain bytes.</summary>
    private static string MethodOf(int revision, string path) => revision switch
    {
        2 => "rc4_40",
        3 => "rc4_128",
        4 => MappedFile.Read(path, file => file.IndexOf("/AESV2"u8) >= 0) ? "aes_128" : "rc4_128",
        5 or 6 => "aes_256",
        _ => "unknown",
    };
}
