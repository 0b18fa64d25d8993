using System.Text.Json.Nodes;

namespace DaprProcessing.Local.JetStream.Api;

/// <param name="Config">As the server has it, fields this library does not know included, so that an update loses none.</param>
public sealed record StreamInfo(JsonObject Config, StreamState State)
{
    public string Name => (string?)Config["name"] ?? "";

    public IReadOnlyList<string> Subjects => Config["subjects"] is JsonArray subjects ? [.. subjects.Select(subject => (string?)subject ?? "")] : [];
}

public sealed record StreamState(ulong Messages, ulong Bytes, ulong FirstSeq, ulong LastSeq, int ConsumerCount);
