using System.Text.Json.Nodes;

namespace DaprProcessing.Gateway.Compatibility.Tasks;

/// <summary>How the documents of a task have ended; those that were skipped have failed.</summary>
internal sealed record TaskCounts(int All, int Succeeded, int PartiallySucceeded)
{
    public int Failed => All - Succeeded - PartiallySucceeded;

    public static TaskCounts Of(TaskState state)
    {
        var statuses = state.Documents.ToList();
        return new TaskCounts(
            statuses.Count, statuses.Count(status => status == "success"), statuses.Count(status => status == "partial_success"));
    }

    /// <param name="seconds">Spent on all of them.</param>
    public JsonObject ToJson(double seconds) => new()
    {
        ["num_converted"] = All,
        ["num_succeeded"] = Succeeded,
        ["num_partially_succeeded"] = PartiallySucceeded,
        ["num_failed"] = Failed,
        ["processing_time"] = seconds,
    };
}
