using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Pages;

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
    /// <summary>The second model of those that read: the request's path is the first one's, which finds.</summary>
    public string? Recognizer { get; init; }

    /// <summary>Clockwise quarter turns that put the picture upright; null to find out.</summary>
    public int? Quarters { get; init; }

    /// <summary>Places of the upright picture, in pixels, whose text is known already and not read again.</summary>
    public IReadOnlyList<Box>? Known { get; init; }
}

/// <summary>A place with text: a rectangle that may be turned.</summary>
/// <param name="Corners">
/// In pixels, x and y of each: clockwise from the one that is top left where the text is level.
/// </param>
/// <param name="Score">0 to 1: how sure it is that this is text.</param>
internal sealed record TextArea(IReadOnlyList<double> Corners, double Score);

/// <summary>What a picture says. Boxes are in pixels of the upright picture.</summary>
/// <param name="Quarters">Clockwise turns that put it upright.</param>
internal sealed record ReadPicture(int Width, int Height, int Quarters, IReadOnlyList<ReadLine> Lines);

/// <param name="SlopeDeg">How far it runs down to the right.</param>
/// <param name="AngleDeg">Clockwise, of text that runs down (90) or up (270) an upright page.</param>
internal sealed record ReadLine(IReadOnlyList<ReadWord> Words, double SlopeDeg, int AngleDeg);

/// <param name="Confidence">0 to 1.</param>
internal sealed record ReadWord(string Text, Box Box, double Confidence, bool SpaceAfter);
