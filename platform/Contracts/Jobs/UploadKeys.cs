namespace DaprProcessing.Contracts.Jobs;

/// <summary>Where uploads live until they expire.</summary>
public static class UploadKeys
{
    /// <summary>Prefix of one object per upload, the first to expire first in key order; the sweeper walks them.</summary>
    public const string Markers = "_uploads/";

    /// <summary>State: the upload's record.</summary>
    public static string Record(UploadId upload) => $"uploads/{upload}";

    /// <summary>Object: the uploaded bytes.</summary>
    public static string Content(UploadId upload) => $"{upload.Tenant}/uploads/{upload.Id}";

    /// <summary>Prefix of the objects of an upload that comes in parts.</summary>
    public static string Parts(UploadId upload) => $"{Content(upload)}.parts/";

    public static string Part(UploadId upload, string name) => $"{Parts(upload)}{name}";

    public static string Marker(UploadId upload, DateTimeOffset expiresAt) => $"{Markers}{expiresAt.UtcTicks:D19}/{upload}";

    /// <summary>
    /// The upload that <see cref="Marker"/> named, and when it expires; null for a stray object under the prefix.
    /// </summary>
    public static (UploadId Upload, DateTimeOffset ExpiresAt)? OfMarker(string key) =>
        key[Markers.Length..].Split('/') is [var ticks, var tenant, var id] && JobKeys.Time(ticks) is { } expiresAt
            ? (new UploadId(tenant, id), expiresAt) : null;
}
