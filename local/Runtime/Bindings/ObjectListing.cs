namespace DaprProcessing.Local.Runtime.Bindings;

/// <summary>Walks the keys of a folder in S3's order without holding more than one folder per level in memory.</summary>
internal static class ObjectListing
{
    /// <param name="prefix">Only keys that start with it.</param>
    /// <param name="marker">Only keys after it.</param>
    public static IEnumerable<string> Keys(string root, string prefix, string marker)
    {
        // Folders that the prefix names in full need no walk through their siblings.
        var folder = prefix.LastIndexOf('/') is var slash and >= 0 ? ObjectKey.Check(prefix[..slash]) + "/" : "";
        return Walk(Path.Combine(root, folder), folder, prefix, marker);
    }

    private static IEnumerable<string> Walk(string path, string folderKey, string prefix, string marker)
    {
        foreach (var (key, isFolder) in Entries(path, folderKey))
        {
            if (isFolder)
            {
                // Everything below starts with the folder's key: skip it whole where prefix or marker excludes that.
                var outside = !key.StartsWith(prefix, StringComparison.Ordinal)
                    && !prefix.StartsWith(key, StringComparison.Ordinal);
                var before = string.CompareOrdinal(marker, key) > 0 && !marker.StartsWith(key, StringComparison.Ordinal);
                if (!outside && !before)
                {
                    foreach (var below in Walk(Path.Combine(path, key[folderKey.Length..^1]), key, prefix, marker))
                    {
                        yield return below;
                    }
                }
            }
            else if (key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, marker) > 0)
            {
                yield return key;
            }
        }
    }

    // A folder sorts by its name with the slash: "a.txt" comes before "a/b", as the full keys do.
    private static List<(string Key, bool IsFolder)> Entries(string path, string folderKey)
    {
        var entries = new List<(string Key, bool IsFolder)>();
        try
        {
            foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
            {
                if (entry.LinkTarget is null && !(folderKey.Length == 0 && entry.Name == ObjectKey.TemporaryFolder))
                {
                    var isFolder = entry is DirectoryInfo;
                    entries.Add((folderKey + entry.Name + (isFolder ? "/" : ""), isFolder));
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Deleted meanwhile, or never there: no keys.
            return [];
        }

        entries.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return entries;
    }
}
