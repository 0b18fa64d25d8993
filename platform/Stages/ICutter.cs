using DaprProcessing.Contracts.Problems;
using DaprProcessing.Stages.Cuts;

namespace DaprProcessing.Stages;

/// <summary>A stage that cuts its input into units to work on: passages to speak, stretches of sound.</summary>
public interface ICutter
{
    /// <summary>
    /// Writes what each unit needs under keys of the stage's own (<see cref="StageContext.KeyOf"/>), the same ones when it runs
    /// again, and says how many units there are: they are numbered from 1. A <see cref="FailureException"/> that is not retryable
    /// fails the job.
    /// </summary>
    Task<int> CutAsync(CutContext cut, CancellationToken cancellationToken);
}
