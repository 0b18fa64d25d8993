namespace DaprProcessing.Client;

/// <summary>A message that no service could read, as the platform's administrator sees it.</summary>
/// <param name="Id">What names it.</param>
/// <param name="Service">Who got it.</param>
/// <param name="Topic">Where it was published, and is again when it is replayed.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Body">The message as text; null in listings, and where it is no text.</param>
/// <param name="BodyBase64">The message where it is no text.</param>
public sealed record DeadLetter(
    string Id, DateTimeOffset At, string Service, string Topic, string Reason, string ContentType, int SizeBytes, string? Body,
    string? BodyBase64);
