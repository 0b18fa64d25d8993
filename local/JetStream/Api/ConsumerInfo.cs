using System.Text.Json.Nodes;

namespace DaprProcessing.Local.JetStream.Api;

/// <param name="NumAckPending">Delivered, not yet acknowledged.</param>
/// <param name="NumRedelivered">Delivered more than once, not yet acknowledged.</param>
/// <param name="NumWaiting">Pull requests waiting at the server.</param>
/// <param name="NumPending">Not yet delivered.</param>
public sealed record ConsumerInfo(
    string StreamName, string Name, JsonObject Config, long NumAckPending, long NumRedelivered, long NumWaiting, long NumPending)
{
    public string FilterSubject => (string?)Config["filter_subject"] ?? "";
}
