using System.Net;

namespace DaprProcessing.Client;

/// <summary>A request was refused, a job failed, or the platform could not be reached; <see cref="Code"/> says which.</summary>
public sealed class DocumentProcessingException : Exception
{
    /// <summary>The code where the platform does not answer, or not in time.</summary>
    public const string PlatformUnreachable = "platform_unreachable";

    /// <summary>The code where what answers is not the platform, or speaks another version.</summary>
    public const string UnexpectedAnswer = "unexpected_answer";

    /// <summary>The code where a job was cancelled that somebody waits for.</summary>
    public const string JobCancelled = "job_cancelled";

    internal DocumentProcessingException(Problem problem, Exception? inner = null)
        : base(problem.Message, inner) => Problem = problem;

    /// <summary>All of it.</summary>
    public Problem Problem { get; }

    /// <inheritdoc cref="Client.Problem.Code"/>
    public string Code => Problem.Code;

    /// <inheritdoc cref="Client.Problem.Category"/>
    public string Category => Problem.Category;

    /// <inheritdoc cref="Client.Problem.Retryable"/>
    public bool Retryable => Problem.Retryable;

    /// <summary>The answer's status; null where no request was refused: a job failed, or nobody answered.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>When the platform wants to be asked again; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The job it is about; null where none was made.</summary>
    public string? JobId { get; init; }

    internal static DocumentProcessingException Unreachable(Exception cause) => new(
        new Problem(PlatformUnreachable, "network", $"The platform does not answer: {cause.Message}", Retryable: true), cause);

    internal static DocumentProcessingException Unexpected(string what, Exception? cause = null) => new(
        new Problem(UnexpectedAnswer, "network", what, Retryable: false), cause);

    internal static DocumentProcessingException Of(Job job) => new(
        job.Error ?? (job.Status == JobStatus.Cancelled
            ? new Problem(JobCancelled, "policy", "The job was cancelled.", Retryable: true)
            : new Problem(UnexpectedAnswer, "internal", $"The job is {job.Status} and does not say why.", Retryable: false)))
    {
        JobId = job.Id,
    };
}
