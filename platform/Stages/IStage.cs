using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.Stages;

/// <summary>
/// One processing stage: what it makes of a chunk of pages, or of whatever other units its pipeline was cut into. It may run
/// twice for a chunk and must then write the same objects to the same keys; leases, retries, messages and progress are the
/// runner's.
/// </summary>
public interface IStage
{
    /// <summary>
    /// The chunk's pages with what this stage made of them, in the order given. A page that cannot be done carries a
    /// <see cref="PageFailure"/>; a <see cref="FailureException"/> that is not retryable fails the whole chunk; any other
    /// exception means that the chunk is to be tried again.
    /// </summary>
    Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken);
}
