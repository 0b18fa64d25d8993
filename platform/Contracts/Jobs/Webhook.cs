namespace DaprProcessing.Contracts.Jobs;

/// <summary>
/// Whom to tell of a job's end, at <c>webhooks/{tenant}/{id}</c> in the state store: it has secrets, and is in no message.
/// </summary>
/// <param name="Url">As the caller gave it.</param>
/// <param name="Secrets">One, or while keys are changed two: each signs.</param>
public sealed record Webhook(string Url, IReadOnlyList<string> Secrets)
{
    public WebhookState State { get; init; } = WebhookState.Waiting;

    /// <summary>From when on the waits between attempts count: the job's end, or a replay.</summary>
    public DateTimeOffset? DueSince { get; init; }

    /// <summary>When it is to be tried next; null where nothing is to be done.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Attempts since <see cref="DueSince"/>.</summary>
    public int Tried { get; init; }

    /// <summary>The latest attempts, the last one last.</summary>
    public IReadOnlyList<WebhookAttempt> Attempts { get; init; } = [];
}

/// <param name="Status">What the receiver answered; null where it did not.</param>
/// <param name="Error">Why it counts as failed; null where it does not.</param>
public sealed record WebhookAttempt(DateTimeOffset At, int? Status, string? Error, int ElapsedMs);
