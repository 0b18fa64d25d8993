namespace DaprProcessing.Gateway.Sources;

/// <summary>What a caller may name as a document's URL.</summary>
internal static class HttpAddress
{
    public const int MaxLength = 2048;

    /// <summary>Backslashes, spaces and control characters are where URL readers disagree on which part is the host.</summary>
    public static bool IsClean(string text) => text.Length <= MaxLength
        && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter == '\\');

    /// <summary>An http or https URL with a host and without credentials; null for anything else.</summary>
    public static Uri? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { Scheme: "http" or "https", UserInfo: "", Host.Length: > 0 } ? url : null;
}
