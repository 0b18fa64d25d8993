using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DaprProcessing.Documents.Docling;

/// <summary>A node with content and a place on one or more pages.</summary>
public abstract class DocItem : NodeItem
{
    /// <summary>One of <see cref="Labels"/>.</summary>
    [JsonPropertyOrder(-5)] public required string Label { get; set; }

    /// <summary>Where the content stands; one entry per page or column it runs over.</summary>
    [JsonPropertyOrder(-4)] public List<ProvenanceItem> Prov { get; set; } = [];

    /// <summary>Time tracks of audio: <c>{kind:"track", start_time, end_time}</c>, in seconds.</summary>
    [JsonPropertyOrder(-3)] public List<TrackSource>? Source { get; set; }

    [JsonPropertyOrder(-2)] public JsonArray? Comments { get; set; }
}

/// <summary>A stretch of an audio track, in seconds; the end lies after the start.</summary>
public sealed record TrackSource(double StartTime, double EndTime, string? Identifier = null, string? Voice = null)
{
    [JsonPropertyOrder(-1)] public string Kind { get; init; } = "track";
}

/// <param name="PageNo">1-based.</param>
/// <param name="Charspan">Start and end (exclusive) in the item's text.</param>
public sealed record ProvenanceItem(int PageNo, BoundingBox Bbox, int[] Charspan);

/// <summary>A box in PDF points. <c>TOPLEFT</c>: t ≤ b; <c>BOTTOMLEFT</c>: b ≤ t.</summary>
public sealed record BoundingBox(double L, double T, double R, double B, string CoordOrigin = BoundingBox.TopLeft)
{
    public const string TopLeft = "TOPLEFT";
    public const string BottomLeft = "BOTTOMLEFT";
}
