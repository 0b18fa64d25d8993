namespace DaprProcessing.Stages.Work;

/// <summary>A handler found that nobody waits for the work any more: the message is done with.</summary>
public sealed class WorkNotWantedException() : Exception("the work is not wanted any more");
