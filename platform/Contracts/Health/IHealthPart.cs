namespace DaprProcessing.Contracts.Health;

/// <summary>Knows how some part of a service is. Every one that is registered is told of at <c>/healthz/report</c>.</summary>
public interface IHealthPart
{
    /// <summary>Answers within a few seconds, whatever the part does.</summary>
    Task<IReadOnlyList<PartHealth>> LookAsync(CancellationToken cancellationToken);
}
