using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Compatibility.Deliveries;

namespace DaprProcessing.Gateway.Compatibility.Tasks;

/// <summary>A task as its jobs are now.</summary>
/// <param name="Jobs">One for each source; null for one without a job, or whose job is gone.</param>
/// <param name="Put">What became of putting the results somewhere; null where that has not been tried, or not asked for.</param>
/// <param name="Position">Where its first job stands in the queue, from 1; null once a job is at work.</param>
internal sealed record TaskState(
    ConversionTask Task, IReadOnlyList<JobRecord?> Jobs, PutOutcome? Put = null, int? Position = null)
{
    private const string Pending = "pending";
    private const string Started = "started";
    private const string Success = "success";
    private const string Failure = "failure";

    public bool AreJobsEnded => Jobs.All(job => job is null || job.Status.IsTerminal());

    /// <summary>Where results are to be put somewhere, that is done too; where there are none, there is nothing to put.</summary>
    public bool IsFinished =>
        AreJobsEnded && (Task.Delivery?.PutUrl is null || Put is not null || Failed is not null);

    public bool IsPending => !IsFinished && Jobs.All(job => job?.Status is null or JobStatus.Queued);

    public bool HasSucceeded => IsFinished && Error is null;

    public string Status => IsPending ? Pending : !IsFinished ? Started : Error is null ? Success : Failure;

    /// <summary>
    /// Why the task has no result. A document that cannot be converted is none: that is told in the result.
    /// </summary>
    public string? Error => !IsFinished ? null
        : Failed ?? (Put?.Error is { } reason ? $"The results could not be put to the target: {reason}" : null);

    private string? Failed =>
        Jobs.Any(job => job?.Status == JobStatus.Cancelled) ? "The job was cancelled."
        : Task.Options.AbortOnError && Documents.Any(document => document is not ("success" or "partial_success"))
            ? "A document could not be converted, and abort_on_error was asked for."
        : (Task is { IsAnsweredAsZip: true, Chunking: null } || Task.Delivery?.PutUrl is not null) && !Documents.Any(
            document => document is "success" or "partial_success") ? "No document could be converted."
        : null;

    /// <summary>Each document's own status.</summary>
    public IEnumerable<string> Documents => Task.Sources.Zip(Jobs, (source, job) => source.Fault?.Status ?? job?.Status switch
    {
        JobStatus.Succeeded => "success",
        JobStatus.PartiallySucceeded => "partial_success",
        _ => "failure",
    });

    public JsonObject ToJson() => new()
    {
        ["task_id"] = Task.Id,
        ["task_type"] = Task.Type,
        ["task_status"] = Status,
        ["task_position"] = IsPending ? Position : null,
        ["task_meta"] = null,
        ["error_message"] = Error,
        ["failure"] = null,
        // Not in the original; its clients pass over what they do not know.
        ["ignored_options"] = Ignored(Task),
    };

    public static JsonArray Ignored(ConversionTask task) => new([.. task.Ignored.Select(name => JsonValue.Create(name))]);
}
