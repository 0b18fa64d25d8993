using System.Text.RegularExpressions;

namespace DaprProcessing.Audio.Speech;

/// <summary>Web and mail addresses as one says them: the host alone of a long one.</summary>
internal static partial class Addresses
{
    public static string Say(string text, bool isEnglish)
    {
        var (dot, at) = isEnglish ? (" dot ", " at ") : (" . ", " @ ");
        text = Mail().Replace(text, match =>
            match.Value.Replace(".", dot, StringComparison.Ordinal).Replace("@", at, StringComparison.Ordinal));
        return Web().Replace(text, match => match.Groups["host"].Value.Replace(".", dot, StringComparison.Ordinal)
            + match.Groups["end"].Value);
    }

    [GeneratedRegex(@"\b[\w+-]+(\.[\w+-]+)*@\w[\w-]*(\.[\w-]*\w)+\b", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    // What ends the sentence, or the bracket, is no part of the address.
    [GeneratedRegex(
        @"\b(?:(?:https?|ftp)://(?:www\.)?|www\.)(?<host>[\w-]+(?:\.[\w-]+)*)(?::\d+)?"
        + @"(?:[/?#][^\s<>""]*?)?(?<end>[.,;:!?)\]]*)(?=\s|$|[<>""])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Web();
}
