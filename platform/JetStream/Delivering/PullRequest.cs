using System.Text;

namespace DaprProcessing.JetStream;

/// <summary>Asks a consumer for up to so many messages.</summary>
internal static class PullRequest
{
    /// <param name="expires">How long the server keeps the request.</param>
    /// <param name="idleHeartbeat">
    /// A status message this often while there is nothing to deliver; at most half of <paramref name="expires"/>.
    /// </param>
    public static ReadOnlyMemory<byte> For(int messages, TimeSpan expires, TimeSpan idleHeartbeat) => Encoding.ASCII.GetBytes(
        $$"""{"batch":{{messages}},"expires":{{Nanoseconds(expires)}},"idle_heartbeat":{{Nanoseconds(idleHeartbeat)}}}""");

    private static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
