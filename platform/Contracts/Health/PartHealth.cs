namespace DaprProcessing.Contracts.Health;

/// <summary>How something is that a service needs and can lose.</summary>
/// <param name="Name">As <c>document-engine</c> or <c>nats</c>.</param>
/// <param name="Trouble">Why it cannot be used, in a few words; null where it can.</param>
/// <param name="IsOptional">The service does its work without it, but for jobs that ask for what it makes.</param>
public sealed record PartHealth(string Name, string? Trouble = null, bool IsOptional = false)
{
    /// <summary>What it can be asked for, where not every one has the same.</summary>
    public IReadOnlyList<string>? Offers { get; init; }
}

/// <summary>What a service says of its parts at <c>/healthz/report</c>.</summary>
public sealed record ServiceHealth(IReadOnlyList<PartHealth> Parts);
