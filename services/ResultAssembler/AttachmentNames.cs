using System.Globalization;
using System.Text;

namespace DaprProcessing.ResultAssembler;

/// <summary>
/// Names for files that strangers have named: letters, digits and a few signs of the last part of a path, never hidden, each once
/// in whatever case.
/// </summary>
internal sealed class AttachmentNames
{
    private const int MostChars = 100, MostExtensionChars = 12;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public string Take(string name)
    {
        var safe = Safe(name);
        var (stem, extension) = (Path.GetFileNameWithoutExtension(safe), Path.GetExtension(safe));
        for (var number = 2; !_taken.Add(safe); number++)
        {
            safe = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}{extension}");
        }

        return safe;
    }

    private static string Safe(string name)
    {
        var last = name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var safe = new StringBuilder(last.Length);
        foreach (var rune in Whole(last).Normalize().EnumerateRunes())
        {
            safe.Append(Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '-' or '_' ? rune.ToString() : "_");
        }

        var text = safe.ToString().Trim('.', '_');
        if (text.Length == 0)
        {
            return "file";
        }

        var extension = Path.GetExtension(text) is { Length: <= MostExtensionChars } known ? known : "";
        var stem = text[..^extension.Length];
        return Whole(stem[..Math.Min(stem.Length, MostChars)]) + extension;
    }

    /// <summary>Without halves of characters, which cannot be normalised.</summary>
    private static string Whole(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar));
}
