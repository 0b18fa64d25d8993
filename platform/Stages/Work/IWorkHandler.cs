using DaprProcessing.Contracts.Messages;

namespace DaprProcessing.Stages.Work;

/// <summary>What is done with one kind of work. Each step may run twice for a message and must then do the same.</summary>
public interface IWorkHandler<TWork, TOutcome>
    where TWork : IWorkMessage
{
    /// <summary>Whether everything is there that the handler relies on; a message that is not goes to the dead letters.</summary>
    bool IsWhole(TWork work);

    /// <summary>
    /// True where a lost outcome costs no more than doing the work again: then a first delivery needs no lease.
    /// </summary>
    bool IsCheapToRepeat(TWork work);

    /// <summary>Does it. An exception means that the work is to be tried again.</summary>
    Task<TOutcome> RunAsync(TWork work, CancellationToken cancellationToken);

    /// <summary>Tells whoever waits for the outcome.</summary>
    Task HandOverAsync(TWork work, TOutcome outcome, TimeSpan elapsed, CancellationToken cancellationToken);

    /// <summary>Tells whoever waits for the outcome that there will be none.</summary>
    Task FailAsync(TWork work, PageFailure failure, CancellationToken cancellationToken);
}
