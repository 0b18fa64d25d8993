using System.Text.Json.Serialization;

namespace DaprProcessing.Engines.Protocol;

/// <summary>What a model runs on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VisionProvider>))]
internal enum VisionProvider
{
    Cpu,
    Cuda,
}

/// <summary>A picture to be looked at.</summary>
/// <param name="Picture">A PNG file.</param>
/// <param name="Threads">Of one model.</param>
internal sealed record VisionRequest(string Picture, VisionProvider Provider, int Threads)
{
    /// <summary>Clockwise quarter turns that put the picture upright; null to find out.</summary>
    public int? Quarters { get; init; }
}

/// <summary>A place with text: a rectangle that may be turned.</summary>
/// <param name="Corners">
/// In pixels, x and y of each: clockwise from the one that is top left where the text is level.
/// </param>
/// <param name="Score">0 to 1: how sure it is that this is text.</param>
internal sealed record TextArea(IReadOnlyList<double> Corners, double Score);
