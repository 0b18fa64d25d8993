namespace DaprProcessing.Local.Runtime.Loading;

/// <summary>
/// What daprd does where a component file leaves a setting out, and the component here would do something kinder, on which a
/// service could come to rely.
/// </summary>
internal static class StrictDefaults
{
    /// <summary>
    /// <c>pubsub.jetstream</c> with <c>ackWait</c>: daprd refuses a message with a delay of <c>ackWait</c>, so what an app did
    /// not take, or was not there to take, stays away for that long.
    /// </summary>
    public static void Apply(string type, Dictionary<string, string> settings)
    {
        if (string.Equals(type, "pubsub.jetstream", StringComparison.OrdinalIgnoreCase)
            && settings.TryGetValue("ackWait", out var ackWait)
            && !settings.ContainsKey("redeliveryDelay") && !settings.ContainsKey("backOff"))
        {
            settings["redeliveryDelay"] = settings["maxRedeliveryDelay"] = ackWait;
        }
    }
}
