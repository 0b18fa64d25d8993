namespace DaprProcessing.Gateway.Compatibility.Deliveries;

/// <summary>Who is to hear of a task beside its client; kept with the task.</summary>
/// <param name="PutUrl">Takes the results as a zip, by PUT; null where they go into the answer.</param>
internal sealed record TaskDelivery(string? PutUrl, IReadOnlyList<Callback> Callbacks)
{
    /// <summary>Null for nobody.</summary>
    public static TaskDelivery? Of(string? putUrl, IReadOnlyList<Callback> callbacks) =>
        putUrl is null && callbacks.Count == 0 ? null : new TaskDelivery(putUrl, callbacks);
}

/// <summary>An address that is told how a task goes on.</summary>
/// <param name="Headers">Sent with each message.</param>
internal sealed record Callback(string Url, IReadOnlyDictionary<string, string> Headers);

/// <summary>What became of putting the results of a task somewhere.</summary>
/// <param name="Error">Why it failed; null where it did not.</param>
internal sealed record PutOutcome(DateTimeOffset At, string? Error);
