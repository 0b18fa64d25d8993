namespace DaprProcessing.Engines.Tests;

/// <summary>16 by 8 pixels, a black bar at the left, and an EXIF segment that says: turn a quarter clockwise.</summary>
internal static class SidewaysJpeg
{
    public const string Base64 =
        "/9j/4AAQSkZJRgABAQEASABIAAD/4QAiRXhpZgAASUkqAAgAAAABABIBAwABAAAABgAAAAAAAAD/2wBDAAYEBQYFBAYGBQYHBwYI" +
        "ChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/wAALCAAIABABAREA/8QAFQABAQAAAAAA" +
        "AAAAAAAAAAAAAQj/xAAYEAACAwAAAAAAAAAAAAAAAAAACEaExP/aAAgBAQAAPwARab0dBVR//9k=";
}
