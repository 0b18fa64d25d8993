using System.Text.Json.Nodes;

namespace DaprProcessing.Client;

/// <summary>What is to be made of a document.</summary>
public sealed record SubmitOptions
{
    /// <summary>
    /// One of <see cref="DocumentService.ListPipelinesAsync"/>; null for the platform's default, <c>document</c>.
    /// </summary>
    public string? Pipeline { get; init; }

    /// <summary>
    /// Options of the job, for example <c>new() { ["dpi"] = 72, ["languages"] = new JsonArray("eng", "deu") }</c>: a JSON object,
    /// sent as it is. The platform refuses what it does not know and says what it knows.
    /// </summary>
    public JsonObject? Options { get; init; }

    /// <summary>
    /// The same key with the same document makes the same job, however often it is sent. Null takes a new one for each
    /// submission, so that repeating a request that failed on its way never makes a second job. Empty sends none, which saves the
    /// platform some work; such a submission is never repeated.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// How long the submission's own request may wait for the job's end; null answers at once. It saves small jobs a request.
    /// </summary>
    public TimeSpan? Wait { get; init; }
}
