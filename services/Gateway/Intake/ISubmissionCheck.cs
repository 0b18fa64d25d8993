using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// Looks at a submission before there is a job of it: what it wants and cannot be had here. What no replica of a stage says now,
/// the job's end says.
/// </summary>
internal interface ISubmissionCheck
{
    /// <exception cref="ProblemException">It cannot be done.</exception>
    Task CheckAsync(Submission submission, CancellationToken cancellationToken);
}
