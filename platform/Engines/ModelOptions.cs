namespace DaprProcessing.Engines;

/// <summary>Where models lie. Section <see cref="Section"/>.</summary>
public sealed class ModelOptions
{
    public const string Section = "Models";

    /// <summary>A folder with one for each kind: <c>piper</c>, <c>whisper</c>, <c>ocr</c>, <c>layout</c>. <c>make models</c>
    /// fills it.</summary>
    public string Folder { get; set; } = "models";
}
