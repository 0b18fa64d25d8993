using System.Text.RegularExpressions;

namespace DaprProcessing.Documents.Layout;

/// <summary>A bullet, number or letter at the start of a list item.</summary>
/// <param name="Text">As printed: <c>•</c>, <c>2.</c>, <c>(a)</c>, <c>[7]</c>.</param>
/// <param name="Kind">Items of one list share it.</param>
/// <param name="Value">The number, or the letter's place in the alphabet; 0 for bullets.</param>
/// <param name="Length">Characters to take off the start of the line.</param>
internal readonly partial record struct ListMarker(string Text, ListMarkerKind Kind, int Value, int Length)
{
    private const string Bullets = "•◦▪▫‣⁃○●■□➢➤►▶✓✔✗✦❖◆◇·∙*§☐☑☒❏❑";

    public static bool IsBullet(string text) => text.Length == 1 && Bullets.Contains(text[0]);

    public static ListMarker? At(string line)
    {
        if (line.Length < 2)
        {
            return null;
        }

        if (Bullets.Contains(line[0])
            && (line[1] == ' ' || (line[0] is not ('*' or '·' or '§') && char.IsLetterOrDigit(line[1]))))
        {
            return new ListMarker(line[..1], ListMarkerKind.Bullet, 0, 1);
        }

        if (line[0] is '-' or '–' or '—' or 'o' && line[1] == ' ' && line.Length > 2)
        {
            return new ListMarker(line[..1], line[0] == 'o' ? ListMarkerKind.LetterO : ListMarkerKind.Dash, 0, 1);
        }

        return Numbered(line);
    }

    private static ListMarker? Numbered(string line)
    {
        var match = Pattern().Match(line.Length > 12 ? line[..12] : line);
        if (!match.Success)
        {
            return null;
        }

        var text = match.Groups["m"].Value;
        if (match.Groups["n"] is { Success: true } number)
        {
            var kind = text[0] == '[' ? ListMarkerKind.Bracket : text[0] == '(' ? ListMarkerKind.NumberInParentheses
                : text[^1] == ')' ? ListMarkerKind.NumberParenthesis : ListMarkerKind.NumberDot;
            return new ListMarker(text, kind, int.Parse(number.ValueSpan), text.Length);
        }

        var letter = match.Groups["a"].Value;
        var upper = char.IsUpper(letter[0]);
        return new ListMarker(text, (upper, text[^1]) switch
        {
            (true, '.') => ListMarkerKind.UpperDot,
            (true, _) => ListMarkerKind.UpperParenthesis,
            (false, '.') => ListMarkerKind.LowerDot,
            _ => ListMarkerKind.LowerParenthesis,
        }, letter.Length == 1 ? char.ToLowerInvariant(letter[0]) - 'a' + 1 : Roman(letter), text.Length);
    }

    /// <summary>This marker is the next of its kind.</summary>
    public bool Follows(ListMarker before) =>
        Kind == before.Kind
        && (!IsNumbered || Value == before.Value + 1 || (RomanValue == 1 + before.RomanValue && RomanValue > 1));

    public bool IsNumbered => Kind >= ListMarkerKind.NumberDot;

    private int RomanValue =>
        IsNumbered && !char.IsDigit(Text.TrimStart('(', '[')[0]) ? Roman(Text.Trim('(', ')', '.', '[', ']')) : -10;

    private static int Roman(string text)
    {
        var total = 0;
        var last = 0;
        foreach (var c in text.ToLowerInvariant().Reverse())
        {
            var value = c switch { 'i' => 1, 'v' => 5, 'x' => 10, 'l' => 50, _ => 0 };
            total += value < last ? -value : value;
            last = Math.Max(last, value);
        }

        return total;
    }

    [GeneratedRegex(
        @"^(?<m>\[(?<n>\d{1,3})\]|\((?<n>\d{1,3})\)|(?<n>\d{1,3})[.)]|\(?(?<a>[a-z]|[ivx]{2,5})\)|(?<a>[a-z]|[ivx]{2,5})\."
        + @"|\(?(?<a>[A-Z])\)|(?<a>[A-Z])\.)(?=\s)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

internal enum ListMarkerKind
{
    Bullet, Dash, LetterO,
    NumberDot, NumberParenthesis, NumberInParentheses, Bracket, LowerDot, LowerParenthesis, UpperDot, UpperParenthesis,
}
