using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <summary>A job as callers see it.</summary>
/// <param name="Continues">The job whose good pages it carries over; absent for most.</param>
internal sealed record JobView(
    string Id, JobStatus Status, string Pipeline, string FileName, string MediaType, long SizeBytes, DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? ExpiresAt, PagesView? Pages,
    IReadOnlyList<StageView> Stages, FailureView? Error, LinksView Links, string? Continues = null)
{
    /// <summary>As <see cref="Progress.JobEvent"/> has it; only where one job is asked for that has not ended.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>As <see cref="Progress.JobEvent"/> has it, likewise.</summary>
    public int? EtaSeconds { get; init; }

    public static JobView Of(JobRecord record, JobProgress progress)
    {
        var total = record.PagesTotal;
        var ended = record.Status is JobStatus.Succeeded or JobStatus.PartiallySucceeded;
        var stages = record.Phases
            .SelectMany((phase, index) => phase.Stages.Select(stage => ViewOf(stage, UnitsOf(index)))).ToList();
        var done = ended ? total ?? 0 : stages[record.Phases[0].Stages.Count - 1].PagesDone;
        var link = $"/v1/jobs/{record.Id.Id}";
        return new JobView(
            record.Id.Id, record.Status, record.Pipeline, record.Source.FileName, record.Source.MediaType,
            record.Source.SizeBytes, record.CreatedAt, record.StartedAt, record.FinishedAt, record.ExpiresAt,
            total is null ? null : new PagesView(total.Value, done, record.PagesFailed, record.Options.Pages?.ToString()), stages,
            record.Failure is { } failure ? new FailureView(failure.Code, failure.Category, failure.Message, failure.Retryable)
                : null,
            new LinksView(link, $"{link}/result", $"{link}/artifacts", $"{link}/cancel"), record.Continues?.Id);

        int? UnitsOf(int phase) => phase < record.Units.Count ? record.Units[phase] : null;

        // What the progress record has not heard of yet cannot be missing from a job that has ended.
        StageView ViewOf(string stage, int? units) => new(
            stage, ended ? units ?? 0 : Math.Min(progress.PagesDone(stage), units ?? int.MaxValue), units);
    }
}

/// <param name="Chosen">Which pages of the document, <c>1-5,8</c>; absent where it is all of them.</param>
internal sealed record PagesView(int Total, int Done, int Failed, string? Chosen);

internal sealed record StageView(string Name, int PagesDone, int? PagesTotal);

internal sealed record FailureView(string Code, string Category, string Message, bool Retryable);

internal sealed record LinksView(string Self, string Result, string Artifacts, string Cancel);
