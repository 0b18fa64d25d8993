using DaprProcessing.Contracts.Messages;

namespace DaprProcessing.Stages.Work;

/// <summary>What is known of one chunk in one stage: who works on it, how often it was begun, what came out.</summary>
/// <param name="Attempts">Begun so often; counted before the work, so that a crash counts.</param>
/// <param name="Owner">The process at work, or null.</param>
/// <param name="LeaseUntil">The owner's claim is over then unless renewed.</param>
/// <param name="Pages">The outcome; null until done.</param>
public sealed record WorkRecord(int Attempts, WorkOwner? Owner, DateTimeOffset LeaseUntil, IReadOnlyList<PageWork>? Pages = null);
