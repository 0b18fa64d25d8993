using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Export;

/// <summary>Counts the letters and digits of Markdown that a reader sees, piece by piece as it is written.</summary>
internal sealed class MarkdownLetters
{
    private static readonly string[] Signs =
        ["&amp;", "&lt;", "&gt;", "&#124;", MarkdownWriter.Picture, MarkdownWriter.Formula];

    private readonly int[] _letters = LetterCounts.Empty();
    private string _sign = "";
    private char _last;
    private bool _inAddress;

    public IReadOnlyList<int> Letters => _letters;

    public void Add(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            // Where no sign or address goes on, all up to where one may begin is what it looks like.
            var isPlain = _sign.Length == 0 && !_inAddress && _last != ']';
            var plain = isPlain ? text[..PlainLength(text)] : default;
            if (plain.Length > 0)
            {
                LetterCounts.Add(_letters, plain);
                _last = plain[^1];
                text = text[plain.Length..];
            }
            else
            {
                Add(text[0]);
                text = text[1..];
            }
        }
    }

    private static int PlainLength(ReadOnlySpan<char> text) =>
        text.IndexOfAny('&', '<', ']') is >= 0 and var at ? at : text.Length;

    private void Add(char c)
    {
        if (_inAddress)
        {
            // Blanks in an address are written as %20.
            _inAddress = c != ')' && !char.IsWhiteSpace(c);
            return;
        }

        (var before, _last) = (_last, c);
        _inAddress = c == '(' && before == ']';
        if (_sign.Length == 0 && c is not ('&' or '<'))
        {
            Count(c);
            return;
        }

        var sign = _sign + c;
        if (Array.Exists(Signs, known => known.StartsWith(sign, StringComparison.Ordinal)))
        {
            _sign = Array.IndexOf(Signs, sign) >= 0 ? "" : sign;
            return;
        }

        // It was none after all, and the last character may begin another.
        foreach (var plain in _sign)
        {
            Count(plain);
        }

        _sign = c is '&' or '<' ? c.ToString() : "";
        Count(_sign.Length == 0 ? c : ' ');
    }

    private void Count(char c)
    {
        if (char.IsLetterOrDigit(c))
        {
            LetterCounts.Add(_letters, [c]);
        }
    }
}
