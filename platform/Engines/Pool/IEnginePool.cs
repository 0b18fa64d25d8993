using DaprProcessing.Contracts.Health;

namespace DaprProcessing.Engines.Pool;

/// <summary>Engine processes of one program.</summary>
internal interface IEnginePool
{
    /// <summary>As the engines of late have left it.</summary>
    PartHealth Health { get; }
}
