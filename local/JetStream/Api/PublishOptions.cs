using DaprProcessing.Local.JetStream.Client;

namespace DaprProcessing.Local.JetStream.Api;

/// <summary>What a publish expects of the stream; the server refuses the message otherwise.</summary>
public sealed record PublishOptions
{
    /// <summary>Within the stream's duplicate window the same id is stored once.</summary>
    public string? MessageId { get; init; }

    public string? ExpectedStream { get; init; }

    public ulong? ExpectedLastSequence { get; init; }

    public ulong? ExpectedLastSubjectSequence { get; init; }

    public string? ExpectedLastMessageId { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    internal NatsHeaders? ToHeaders()
    {
        var headers = new NatsHeaders();
        foreach (var (name, value) in Headers ?? new Dictionary<string, string>())
        {
            headers.Add(name, value);
        }

        AddIfSet("Nats-Msg-Id", MessageId);
        AddIfSet("Nats-Expected-Stream", ExpectedStream);
        AddIfSet("Nats-Expected-Last-Sequence", ExpectedLastSequence?.ToString());
        AddIfSet("Nats-Expected-Last-Subject-Sequence", ExpectedLastSubjectSequence?.ToString());
        AddIfSet("Nats-Expected-Last-Msg-Id", ExpectedLastMessageId);
        return headers.Count > 0 ? headers : null;

        void AddIfSet(string name, string? value)
        {
            if (value is not null)
            {
                headers.Add(name, value);
            }
        }
    }
}
