namespace DaprProcessing.Stages.Work;

/// <summary>Who is at a piece of work, and how often it was begun: the record in the state store.</summary>
/// <param name="Attempts">Begun so often; counted before the work, so that a crash counts.</param>
/// <param name="Owner">The process at work, or null.</param>
/// <param name="Beat">Goes up with every renewal, so that the record's ETag says whether its owner still is at it.</param>
/// <param name="Deaths">How many of the attempts ended with their owner.</param>
public sealed record WorkLease(int Attempts, WorkOwner? Owner, int Beat = 0, int Deaths = 0);

/// <summary>What came out of a piece of work. Written once: the first outcome counts.</summary>
public sealed record WorkOutcome<TOutcome>(TOutcome Value);

/// <summary>The lease of one piece of work, whoever has it.</summary>
/// <param name="Key">Of its record in the state store.</param>
/// <param name="ExpiresAt">When the job is removed: its records are of no use after that.</param>
/// <param name="CanBeCut">It has several units, of which the workflow tries each by itself where it cannot be done.</param>
public sealed record Lease(string Key, DateTimeOffset ExpiresAt, bool CanBeCut = false);
