using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.Engines.Pool;

public sealed partial class EnginePool
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(30);

    /// <summary>Asks an engine whether its native libraries are installed.</summary>
    /// <returns>Whether the kernel confines it.</returns>
    /// <exception cref="FailureException">One is not; the message says which, and what to install.</exception>
    public async Task<bool> CheckAsync(CancellationToken cancellationToken) =>
        (await RunAsync(new EngineRequest(EngineOperation.Ping), CheckLimit, cancellationToken).ConfigureAwait(false))
        .IsConfined;
}
