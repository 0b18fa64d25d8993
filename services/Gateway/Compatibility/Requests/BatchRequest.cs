using System.Text.Json.Nodes;

namespace DaprProcessing.Gateway.Compatibility.Requests;

/// <summary>
/// A request for many documents from one storage to another. It is looked at as the original looks at it, and then refused as
/// the original refuses a target that it is not set up for.
/// </summary>
internal static class BatchRequest
{
    private static readonly string[] Sources = ["http", "s3", "azure_blob", "google_cloud_storage", "google_drive"];
    private static readonly string[] TargetKinds =
        ["s3", "azure_blob", "google_cloud_storage", "google_drive", Targets.PresignedUrl];

    public static DetailException Refusal(JsonObject body)
    {
        var faults = JsonRequestReader.Sources(body)
            .Select((source, index) => Fault(source, Sources, "body", "sources", index)).OfType<SchemaFault>().ToList();
        if (body["target"] is { } target && Fault(target, TargetKinds, "body", "target") is { } wrong)
        {
            faults.Add(wrong);
        }

        return faults.Count > 0 ? DetailException.Schema(faults)
            : KindOf(body["target"]) is { } kind and not Targets.PresignedUrl ? Targets.NotServed(kind)
            : Targets.NoStorage();
    }

    private static SchemaFault? Fault(JsonNode? given, string[] known, params object[] location) => KindOf(given) switch
    {
        null => new SchemaFault("union_tag_not_found", "Unable to extract tag using discriminator 'kind'", location),
        var kind when known.Contains(kind) => null,
        var kind => new SchemaFault(
            "union_tag_invalid",
            $"Input tag '{kind}' found using 'kind' does not match any of the expected tags: "
            + string.Join(", ", known.Select(name => $"'{name}'")),
            location),
    };

    private static string? KindOf(JsonNode? given) =>
        given is JsonObject json && json["kind"] is JsonValue value && value.TryGetValue(out string? kind) ? kind : null;
}
