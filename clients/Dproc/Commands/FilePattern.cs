using System.IO.Enumeration;
using System.Text;
using System.Text.RegularExpressions;

namespace DaprProcessing.Dproc.Commands;

/// <summary>
/// A pattern of paths, as a shell with <c>globstar</c> reads it: <c>*</c> and <c>?</c> stay in one folder, <c>**</c> is any
/// number of them, and neither finds a name that begins with a dot unless the pattern has the dot.
/// </summary>
internal static class FilePattern
{
    private static readonly char[] Wildcards = ['*', '?'];

    public static bool IsPattern(string text) => text.IndexOfAny(Wildcards) >= 0;

    /// <summary>The files below a folder, at any depth.</summary>
    public static IEnumerable<string> FilesOf(string folder) => Find(folder, "**");

    /// <summary>The files that a pattern fits, in the order of their names; none where its folder is not there.</summary>
    /// <exception cref="UnauthorizedAccessException">A folder cannot be listed.</exception>
    public static IEnumerable<string> Find(string pattern)
    {
        var parts = pattern.Split('/');
        var fixedParts = parts.TakeWhile(part => !IsPattern(part)).Count();
        var folder = string.Join('/', parts[..fixedParts]);
        return Find(
            folder.Length > 0 ? folder : pattern.StartsWith('/') ? "/" : ".", string.Join('/', parts[fixedParts..]));
    }

    private static IEnumerable<string> Find(string folder, string pattern)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var fits = new Regex($"^{ToRegex(pattern)}$", RegexOptions.Singleline);
        var isDeep = pattern.Contains('/') || pattern.Contains("**", StringComparison.Ordinal);
        var namesHidden = pattern.Contains("/.", StringComparison.Ordinal) || pattern.StartsWith('.');
        // Not into links to folders: one may lead back to where it stands.
        var files = new FileSystemEnumerable<string>(
            folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(),
            new EnumerationOptions { RecurseSubdirectories = isDeep, IgnoreInaccessible = false, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && (namesHidden || entry.FileName[0] != '.'),
        };
        return files.Where(file => fits.IsMatch(Path.GetRelativePath(folder, file))).Order(StringComparer.Ordinal);
    }

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder();
        var parts = pattern.Split('/');
        for (var index = 0; index < parts.Length; index++)
        {
            var (part, isLast) = (parts[index], index == parts.Length - 1);
            if (part == "**")
            {
                regex.Append(@"(?:(?!\.)[^/]+/)*").Append(isLast ? @"(?!\.)[^/]+" : "");
                continue;
            }

            regex.Append(part.Length > 0 && Wildcards.Contains(part[0]) ? @"(?!\.)" : "");
            foreach (var letter in part)
            {
                regex.Append(letter switch { '*' => "[^/]*", '?' => "[^/]", _ => Regex.Escape(letter.ToString()) });
            }

            regex.Append(isLast ? "" : "/");
        }

        return regex.ToString();
    }
}
