using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Intake;

/// <summary>What all forms have in common, whoever reads them.</summary>
internal static class FormParts
{
    /// <summary>The longest field that is no file.</summary>
    public const int FieldBytes = 64 << 10;

    /// <summary>RFC 2046, 5.1.1.</summary>
    public const int MaxBoundary = 70;

    /// <summary>Null where a form names none.</summary>
    public static string? BoundaryOf(MediaTypeHeaderValue contentType) =>
        HeaderUtilities.RemoveQuotes(contentType.Boundary).Value is { Length: > 0 } boundary ? boundary : null;

    public static string NameOf(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";

    // Quotes in a name come as \" (RFC 9110) or as %22 (browsers). Other backslashes stay: some clients send a Windows path.
    public static string? FileNameOf(ContentDispositionHeaderValue disposition) => disposition.FileNameStar.HasValue
        ? disposition.FileNameStar.Value
        : HeaderUtilities.RemoveQuotes(disposition.FileName).Value?.Replace("\\\"", "\"").Replace("%22", "\"");

    /// <summary>How a part is written that is not written as it is; null for one that is. RFC 7578 has no such parts any more,
    /// and what is written so would be taken for a text.</summary>
    public static string? EncodingOf(MultipartSection section) =>
        section.Headers?.GetValueOrDefault("Content-Transfer-Encoding").ToString().Trim() is { Length: > 0 } encoding
        && encoding.ToLowerInvariant() is not ("binary" or "8bit" or "7bit") ? encoding : null;

    /// <summary>The bytes of a field; null where there are too many.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadFieldAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[FieldBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > FieldBytes)
        {
            return null;
        }

        return buffer.AsMemory(0, length);
    }
}
