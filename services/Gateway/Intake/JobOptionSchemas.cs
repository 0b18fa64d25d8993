using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Webhooks;

namespace DaprProcessing.Gateway.Intake;

/// <summary>The options of a job that belong to no stage, with their JSON Schemas.</summary>
internal static class JobOptionSchemas
{
    public const string CleanUpOnFailure = "cleanUpOnFailure";
    public const string FailOnPageError = "failOnPageError";
    public const string Pages = "pages";
    public const string Password = "password";
    public const string Webhook = WebhookOption.Name;

    public static IReadOnlyDictionary<string, JsonObject> All { get; } = new Dictionary<string, JsonObject>
    {
        [CleanUpOnFailure] = Schema("boolean", "Whether a job that fails leaves nothing but its record."),
        [FailOnPageError] = Schema("boolean", "Whether the job fails where a page does; else it succeeds in part."),
        [Pages] = Schema("string", "Which pages are worked on, as 1-5,8,12-; all where it is absent."),
        [Password] = Schema("string", "Opens the document; kept until the job ends, and in no record."),
        [Webhook] = WebhookOption.Schema,
    };

    /// <summary>Those that a job through the pipeline may have: pages are chosen of what has pages.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> Of(Pipeline pipeline) =>
        All.Where(option => option.Key != Pages || HasPages(pipeline));

    public static bool HasPages(Pipeline pipeline) => pipeline.Phases[0].Cut is null;

    private static JsonObject Schema(string type, string description) => new() { ["type"] = type, ["description"] = description };
}
