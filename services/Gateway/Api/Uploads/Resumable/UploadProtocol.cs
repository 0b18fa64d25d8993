using System.Globalization;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Api.Uploads.Resumable;

/// <summary>The fields of draft-ietf-httpbis-resumable-upload-12, "Resumable Uploads for HTTP".</summary>
internal static class UploadProtocol
{
    /// <summary>Both sides must mean the same draft; clients without the field are taken to.</summary>
    public const string InteropVersion = "9";

    public const string Version = "Upload-Draft-Interop-Version";
    public const string Complete = "Upload-Complete";
    public const string Offset = "Upload-Offset";
    public const string Length = "Upload-Length";
    public const string Limit = "Upload-Limit";
    public const string MediaType = "application/partial-upload";

    private const string Types = "https://iana.org/assignments/http-problem-types#";
    private const string Yes = "?1";
    private const string No = "?0";

    // The largest integer of a structured field.
    private const long Largest = 999_999_999_999_999;

    /// <summary>Whether the body is the end of the document; null where the request has nothing to do with the draft.</summary>
    public static bool? IsLast(HttpRequest request)
    {
        if (request.Headers[Complete].ToString() is not { Length: > 0 } complete)
        {
            return null;
        }

        if (request.Headers[Version].ToString() is { Length: > 0 } version && version != InteropVersion)
        {
            throw ProblemException.BadRequest(
                "unsupported_upload_version", $"{Version} is {InteropVersion} here; the request says '{version}'.");
        }

        return complete switch
        {
            Yes => true,
            No => false,
            _ => throw ProblemException.BadRequest("invalid_upload_field", $"{Complete} takes {Yes} or {No}."),
        };
    }

    /// <summary>A length or an offset; null where the request has none.</summary>
    public static long? Number(HttpRequest request, string field)
    {
        if (request.Headers[field].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Largest ? number
            : throw ProblemException.BadRequest("invalid_upload_field", $"{field} takes a number of bytes, not '{text}'.");
    }

    public static void Describe(IHeaderDictionary headers, long offset, bool isComplete, long? length)
    {
        headers[Version] = InteropVersion;
        headers[Complete] = isComplete ? Yes : No;
        headers[Offset] = offset.ToString(CultureInfo.InvariantCulture);
        headers.CacheControl = "no-store";
        if (length is { } known)
        {
            headers[Length] = known.ToString(CultureInfo.InvariantCulture);
        }
    }

    public static ProblemException Mismatch(long expected, long provided) => new(
        StatusCodes.Status409Conflict, "mismatching_upload_offset",
        $"{expected} bytes of the upload are here: it goes on there, not at {provided}.")
    {
        Type = $"{Types}mismatching-upload-offset",
        Members = new Dictionary<string, object> { ["expected-offset"] = expected, ["provided-offset"] = provided },
    };

    public static ProblemException Completed() => new(
        StatusCodes.Status400BadRequest, "completed_upload", "The upload is complete; nothing can be added to it.")
    {
        Type = $"{Types}completed-upload",
    };

    public static ProblemException InconsistentLength() => new(
        StatusCodes.Status400BadRequest, "inconsistent_upload_length",
        "The upload would be of another length than was said before.")
    {
        Type = $"{Types}inconsistent-upload-length",
    };

    public static ProblemException TakenOver() => new(
        StatusCodes.Status409Conflict, "upload_taken_over", "Another request goes on with the upload.");
}
