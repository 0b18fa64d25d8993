namespace DaprProcessing.Gateway.Compatibility.Requests;

/// <summary>Where results go: into the answer, as documents or as a zip, or as a zip to an address that takes it.</summary>
internal static class Targets
{
    public const int MaxSources = 3;

    public const string Put = "put";
    public const string PresignedUrl = "presigned_url";

    private const string InBody = "inbody";
    private const string Zip = "zip";

    private static readonly string[] Elsewhere = ["s3", "azure_blob", "google_cloud_storage", "google_drive"];

    /// <summary>Whether it is a zip; what cannot be served is refused in the words that clients go on after.</summary>
    public static bool IsZip(string kind, bool isChunking) => kind switch
    {
        InBody => false,
        Zip => true,
        PresignedUrl when isChunking =>
            throw DetailException.Policy("presigned_url target is not supported for chunk endpoints."),
        PresignedUrl => throw NoStorage(),
        _ when Elsewhere.Contains(kind) => throw NotServed(kind),
        _ => throw DetailException.Schema(
            "enum", $"Input should be '{InBody}', '{PresignedUrl}' or '{Zip}'", "body", "target_type"),
    };

    public static DetailException NoStorage() => DetailException.Policy(
        "Presigned URL target requires artifact storage to be configured and enabled on the server.");

    public static DetailException NotServed(string kind) =>
        DetailException.Policy($"The target kind '{kind}' is not supported here; supported: {InBody}, {Zip}, {Put}.");
}
