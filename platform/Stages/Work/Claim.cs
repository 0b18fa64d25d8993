namespace DaprProcessing.Stages.Work;

/// <summary>The answer to a claim on a piece of work.</summary>
public abstract record Claim<TOutcome>
{
    private Claim()
    {
    }

    /// <summary>It is ours until the lease ends.</summary>
    /// <param name="Alone">Workers have died of it or beside it: nothing else is to be at work with it.</param>
    public sealed record Granted(bool Alone = false) : Claim<TOutcome>;

    /// <summary>Another worker, or another delivery to this one, is at it.</summary>
    public sealed record Busy : Claim<TOutcome>;

    /// <summary>It was done before; the outcome only has to be handed over again.</summary>
    public sealed record Done(TOutcome Outcome) : Claim<TOutcome>;

    /// <summary>It was begun as often as allowed and never came to an end; where it can be, it is cut smaller.</summary>
    public sealed record Exhausted : Claim<TOutcome>;
}
