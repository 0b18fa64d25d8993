using DaprProcessing.Contracts.Messages;

namespace DaprProcessing.Stages.Work;

/// <summary>The answer to a claim on a chunk.</summary>
public abstract record Claim
{
    private Claim()
    {
    }

    /// <summary>The chunk is ours until the lease ends.</summary>
    public sealed record Granted : Claim;

    /// <summary>Another worker, or another delivery to this one, is at it.</summary>
    public sealed record Busy : Claim;

    /// <summary>It was done before; the outcome only has to be passed on again.</summary>
    public sealed record Done(IReadOnlyList<PageWork> Pages) : Claim;

    /// <summary>It was begun as often as allowed and never came to an end.</summary>
    public sealed record Exhausted : Claim;
}
