using DaprProcessing.Components;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.JetStream;

/// <summary>What a stream gets that this component creates. Streams an operator made keep their own settings.</summary>
/// <param name="Retention">Null: <c>workqueue</c> for streams of the catalogue, <c>limits</c> for others.</param>
/// <param name="MaxAge">Of streams with retention <c>limits</c>; those of work queues keep a message until it is done.</param>
internal sealed record StreamDefaults(
    string? Retention, bool Memory, int Replicas, long MaxBytes, long MaxMessageBytes, TimeSpan MaxAge, TimeSpan DuplicateWindow)
{
    public static StreamDefaults Read(ComponentMetadata metadata) => new(
        metadata.Get("streamRetention") is { Length: > 0 }
            ? JetStreamSettings.OneOf(metadata, "streamRetention", "limits", "limits", "workqueue", "interest")
            : null,
        metadata.GetBool("memoryStorage", false),
        Math.Max(1, metadata.GetInt("replicas", 1)),
        Size(metadata, "streamMaxBytes", 256L * 1024 * 1024),
        Size(metadata, "streamMaxMessageBytes", 512 * 1024),
        JetStreamSettings.Positive(metadata, "streamMaxAge", TimeSpan.FromDays(1)),
        JetStreamSettings.Positive(metadata, "duplicateWindow", TimeSpan.FromMinutes(2)));

    public StreamConfig ToConfig(string name, IReadOnlyList<string> subjects, StreamListing listing)
    {
        var retention = listing == StreamListing.Kept ? "limits"
            : Retention ?? (listing == StreamListing.WorkQueue ? "workqueue" : "limits");
        var maxAge = retention == "workqueue" ? TimeSpan.Zero : MaxAge;
        return new()
        {
            Name = name,
            Subjects = [.. subjects],
            Retention = retention switch
            {
                "workqueue" => StreamConfigRetention.Workqueue,
                "interest" => StreamConfigRetention.Interest,
                _ => StreamConfigRetention.Limits,
            },
            Storage = Memory ? StreamConfigStorage.Memory : StreamConfigStorage.File,

            // The server's default would delete acknowledged work when the stream is full. What nobody takes away has to go.
            Discard = listing == StreamListing.Kept ? StreamConfigDiscard.Old : StreamConfigDiscard.New,
            NumReplicas = Replicas,
            MaxMsgs = -1,
            MaxConsumers = -1,
            MaxBytes = MaxBytes,
            MaxMsgSize = (int)MaxMessageBytes,
            MaxAge = maxAge,

            // The server refuses a window longer than messages live.
            DuplicateWindow = maxAge > TimeSpan.Zero && maxAge < DuplicateWindow ? maxAge : DuplicateWindow,
        };
    }

    private static long Size(ComponentMetadata metadata, string key, long fallback) =>
        metadata.Get(key) is not { Length: > 0 } text ? fallback
        : ByteSize.TryParse(text, out var bytes) && bytes > 0 && (key != "streamMaxMessageBytes" || bytes <= int.MaxValue)
            ? bytes
            : throw JetStreamSettings.Wrong(metadata, key, $"is not a size such as 256Mi: '{text}'");
}
