using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Stages;

/// <summary>What <see cref="StageHost"/> needs to know of a stage before there is one.</summary>
public interface IStageDefinition
{
    /// <summary>The stage's name on a routing slip: its app id.</summary>
    static abstract string Name { get; }

    /// <summary>The record of what callers may choose; null for a stage without options.</summary>
    static virtual Type? Options => null;

    /// <summary>
    /// Chunks at work at a time where nothing else is set. Fewer for a stage whose chunks each hold much memory.
    /// </summary>
    static virtual int InFlight => Environment.ProcessorCount + 4;

    /// <summary>Adds the stage's engines and whatever else it asks for.</summary>
    static virtual void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        // A stage of its own means needs nothing.
    }
}
