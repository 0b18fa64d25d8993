namespace DaprProcessing.Contracts;

/// <summary>The declarations that ship inside this assembly.</summary>
internal static class EmbeddedFiles
{
    public static IEnumerable<string> Names => typeof(EmbeddedFiles).Assembly.GetManifestResourceNames();

    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
