namespace DaprProcessing.Gateway.Health;

/// <summary>The words of a <see cref="HealthReport"/>.</summary>
internal static class HealthWords
{
    public const string Ready = "ready";
    public const string Impaired = "impaired";
    public const string NoAnswer = "no_answer";
    public const string Moving = "moving";
    public const string Waiting = "waiting";
    public const string Unknown = "unknown";

    public static string Connected(bool answers) => answers ? "connected" : "disconnected";
}
