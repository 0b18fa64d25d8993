using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Local.JetStream.Api;

/// <summary>Asks a consumer for up to <paramref name="Batch"/> messages.</summary>
/// <param name="Expires">How long the server keeps the request; null with <paramref name="NoWait"/>.</param>
/// <param name="IdleHeartbeat">A status message this often while there is nothing to deliver; at most half of <paramref name="Expires"/>.</param>
/// <param name="NoWait">Answer with what is there now.</param>
public sealed record PullRequest(
    int Batch, TimeSpan? Expires = null, TimeSpan? IdleHeartbeat = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool NoWait = false)
{
    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ApiJson.Options);
}
