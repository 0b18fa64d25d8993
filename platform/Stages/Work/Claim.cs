namespace DaprProcessing.Stages.Work;

/// <summary>The answer to a claim on a piece of work.</summary>
public abstract record Claim<TOutcome>
{
    private Claim()
    {
    }

    /// <summary>It is ours until the lease ends.</summary>
    public sealed record Granted : Claim<TOutcome>;

    /// <summary>Another worker, or another delivery to this one, is at it.</summary>
    public sealed record Busy : Claim<TOutcome>;

    /// <summary>It was done before; the outcome only has to be handed over again.</summary>
    public sealed record Done(TOutcome Outcome) : Claim<TOutcome>;

    /// <summary>It was begun as often as allowed and never came to an end.</summary>
    public sealed record Exhausted : Claim<TOutcome>;
}
