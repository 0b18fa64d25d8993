using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines.Speech;

/// <summary>Where models lie. Section <see cref="Section"/>.</summary>
public sealed class ModelOptions
{
    public const string Section = "Models";

    /// <summary>A folder with one for each kind: <c>piper</c>, <c>whisper</c>. <c>make models</c> fills it.</summary>
    public string Folder { get; set; } = "models";
}

/// <summary>The models that are there.</summary>
public sealed class ModelFolder(IOptions<ModelOptions> options)
{
    /// <summary>Piper voices by name; their descriptions lie beside them.</summary>
    public IReadOnlyDictionary<string, string> Voices => Files("piper", "*.onnx", path => File.Exists(path + ".json"));

    /// <summary>Whisper models by name.</summary>
    public IReadOnlyDictionary<string, string> Whisper => Files("whisper", "*.bin", _ => true);

    private SortedDictionary<string, string> Files(string kind, string pattern, Func<string, bool> isWhole)
    {
        var folder = new DirectoryInfo(Path.Combine(options.Value.Folder, kind));
        var found = folder.Exists ? folder.EnumerateFiles(pattern).Select(file => file.FullName).Where(isWhole) : [];
        return new SortedDictionary<string, string>(
            found.ToDictionary(path => Path.GetFileNameWithoutExtension(path)), StringComparer.Ordinal);
    }
}
