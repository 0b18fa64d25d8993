namespace DaprProcessing.Local.JetStream.Api;

/// <param name="Duplicate">The server had a message of that id already and stored nothing new.</param>
public sealed record PublishAck(string Stream, ulong Seq, bool Duplicate = false, string? Domain = null);
