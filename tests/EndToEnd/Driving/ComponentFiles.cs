namespace DaprProcessing.EndToEnd.Driving;

/// <summary>The component files of one machine, changed for a test.</summary>
internal static class ComponentFiles
{
    /// <summary>Copies them; <paramref name="edit"/> gets a file's name and text.</summary>
    /// <returns>The folder, for <c>COMPONENTS_FOLDER</c>.</returns>
    public static string Copy(string target, Func<string, string, string> edit)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "components", "local")))
        {
            var name = Path.GetFileName(file);
            File.WriteAllText(Path.Combine(target, name), edit(name, File.ReadAllText(file)));
        }

        return target;
    }

    /// <summary>A broker that delivers again soon what nobody acknowledges.</summary>
    public static string Impatient(string text)
    {
        var edited = text.Replace("value: \"30s\"", "value: \"3s\"", StringComparison.Ordinal);
        Assert.NotEqual(text, edited);
        return edited;
    }
}
