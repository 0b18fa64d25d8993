namespace DaprProcessing.EndToEnd.Driving;

/// <summary>When a message was delivered again.</summary>
/// <param name="AfterEnd">After its replica's end: the time that its work stood still.</param>
/// <param name="AfterSubmission">
/// After its job was begun to be submitted, which is before its first delivery: so long at least the broker has waited.
/// </param>
public sealed record HandOver(TimeSpan AfterEnd, TimeSpan AfterSubmission);
