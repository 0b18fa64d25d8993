using System.Text;
using DaprProcessing.Components;

namespace DaprProcessing.Local.Runtime.Bindings;

/// <summary>Checks an object key before it becomes a path: slashes make folders, and nothing in it can leave the root.</summary>
internal static class ObjectKey
{
    /// <summary>The folder of unfinished writes; no key may start with it.</summary>
    public const string TemporaryFolder = ".dapr-tmp";

    private const int MaxKeyBytes = 1024;
    private const int MaxSegmentBytes = 255;

    public static string Check(string key)
    {
        if (key.Length == 0 || Encoding.UTF8.GetByteCount(key) > MaxKeyBytes)
        {
            throw Wrong(key, $"must have 1 to {MaxKeyBytes} bytes");
        }

        if (key.Any(char.IsControl) || key.Contains('\\') || HasLoneSurrogate(key))
        {
            throw Wrong(key, "must not contain control characters, backslashes or broken text");
        }

        var segments = key.Split('/');
        if (segments.Any(segment => segment is "" or "." or ".." || Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes))
        {
            throw Wrong(key, $"has an empty, '.', '..' or too long part (over {MaxSegmentBytes} bytes)");
        }

        return segments[0] == TemporaryFolder ? throw Wrong(key, $"must not start with '{TemporaryFolder}'") : key;
    }

    private static bool HasLoneSurrogate(string key) =>
        key.EnumerateRunes().Contains(Rune.ReplacementChar) && !key.Contains('\uFFFD');

    private static ComponentException Wrong(string key, string what) =>
        new(ComponentErrorKind.Invalid, $"key '{(key.Length > 100 ? key[..100] + "…" : key)}' {what}");
}
