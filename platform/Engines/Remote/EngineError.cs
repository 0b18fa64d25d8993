namespace DaprProcessing.Engines.Remote;

/// <summary>What the body of an engine's error says beyond its status.</summary>
/// <param name="IsKeyRefused">Whatever the status is.</param>
/// <param name="RetryAfter">How long the engine wants to be left alone; null where it does not say.</param>
public sealed record EngineError(bool IsKeyRefused = false, TimeSpan? RetryAfter = null)
{
    public static EngineError None { get; } = new();
}
