namespace DaprProcessing.JetStream;

/// <summary>The stream and consumer a subscription pulls from.</summary>
internal sealed record PullTarget(string Stream, string Consumer);
