namespace DaprProcessing.MarkupEngine.Packages;

/// <summary>Names of parts as other parts write them.</summary>
internal static class PartNames
{
    /// <param name="folder">Of the part that refers: <c>word/</c>.</param>
    /// <param name="target">For example <c>../media/image1.png#x</c>.</param>
    public static string Resolve(string folder, string target)
    {
        var end = target.AsSpan().IndexOfAny('#', '?');
        target = Uri.UnescapeDataString(end < 0 ? target : target[..end]);
        var parts = new List<string>();
        foreach (var name in (target.StartsWith('/') ? target : folder + target).Split('/', '\\'))
        {
            if (name == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (name is not ("" or "." or ".."))
            {
                parts.Add(name);
            }
        }

        return string.Join('/', parts);
    }

    public static string FolderOf(string part) => part[..(part.LastIndexOf('/') + 1)];
}
