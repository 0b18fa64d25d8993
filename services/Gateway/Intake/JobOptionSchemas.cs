using System.Text.Json.Nodes;
using DaprProcessing.Gateway.Webhooks;

namespace DaprProcessing.Gateway.Intake;

/// <summary>The options of a job that belong to no stage, with their JSON Schemas.</summary>
internal static class JobOptionSchemas
{
    public const string CleanUpOnFailure = "cleanUpOnFailure";
    public const string FailOnPageError = "failOnPageError";
    public const string Password = "password";
    public const string Webhook = WebhookOption.Name;

    public static IReadOnlyDictionary<string, JsonObject> All { get; } = new Dictionary<string, JsonObject>
    {
        [CleanUpOnFailure] = Schema("boolean", "Whether a job that fails leaves nothing but its record."),
        [FailOnPageError] = Schema("boolean", "Whether the job fails where a page does; else it succeeds in part."),
        [Password] = Schema("string", "Opens the document; kept until the job ends, and in no record."),
        [Webhook] = WebhookOption.Schema,
    };

    private static JsonObject Schema(string type, string description) => new() { ["type"] = type, ["description"] = description };
}
