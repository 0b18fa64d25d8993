using DaprProcessing.Contracts.Messages;

namespace DaprProcessing.Stages;

/// <summary>
/// One processing stage: what it makes of a chunk of pages. It may run twice for a chunk and must then write the same objects
/// to the same keys; leases, retries, messages and progress are the runner's.
/// </summary>
public interface IStage
{
    /// <summary>The stage's name on a routing slip: its app id.</summary>
    string Name { get; }

    /// <summary>
    /// The chunk's pages with what this stage made of them, in the order given. A page that cannot be done carries a
    /// <see cref="PageFailure"/>; an exception means that the whole chunk is to be tried again.
    /// </summary>
    Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken);
}
