namespace DaprProcessing.TestKit;

/// <summary>The models that tests may use; where one is not there, <see cref="Missing"/> says so.</summary>
public static class Models
{
    public static string Voice => Path.Combine(SamplePaths.Models, "piper", "en_US-joe-medium.onnx");

    public static string Whisper => Directory.Exists(Path.Combine(SamplePaths.Models, "whisper"))
        ? Directory.EnumerateFiles(Path.Combine(SamplePaths.Models, "whisper"), "*.bin").Order(StringComparer.Ordinal)
            .FirstOrDefault("") : "";

    /// <summary>Null where both are there.</summary>
    public static string? Missing => File.Exists(Voice) && Whisper.Length > 0 ? null
        : "The models are not here: `make models` brings them, or MODELS says where they are.";
}
