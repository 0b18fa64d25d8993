using DaprProcessing.Contracts.Messages;
using DaprProcessing.Stages.Chunks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Stages;

/// <summary>
/// One processing stage: what it makes of a chunk of pages. It may run twice for a chunk and must then write the same objects
/// to the same keys; leases, retries, messages and progress are the runner's.
/// </summary>
public interface IStage
{
    /// <summary>
    /// The chunk's pages with what this stage made of them, in the order given. A page that cannot be done carries a
    /// <see cref="PageFailure"/>; an exception means that the whole chunk is to be tried again.
    /// </summary>
    Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken);
}

/// <summary>What <see cref="StageHost"/> needs to know of a stage before there is one.</summary>
public interface IStageDefinition
{
    /// <summary>The stage's name on a routing slip: its app id.</summary>
    static abstract string Name { get; }

    /// <summary>The record of what callers may choose; null for a stage without options.</summary>
    static virtual Type? Options => null;

    /// <summary>Adds the stage's engines and whatever else it asks for.</summary>
    static virtual void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        // A stage of its own means needs nothing.
    }
}
