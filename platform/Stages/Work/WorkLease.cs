namespace DaprProcessing.Stages.Work;

/// <summary>Who works on a chunk in a stage, and how often it was begun.</summary>
/// <param name="Attempts">Begun so often; counted before the work, so that a crash counts.</param>
/// <param name="Owner">The process at work, or null.</param>
/// <param name="Beat">Goes up with every renewal, so that the record's ETag says whether its owner still is at it.</param>
public sealed record WorkLease(int Attempts, WorkOwner? Owner, int Beat = 0);
