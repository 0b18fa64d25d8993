using System.Text;

namespace DaprProcessing.Documents.Layout;

/// <summary>The letters and digits of a text, and where each stands in it: hyphens, spaces and bullets come and go.</summary>
internal sealed class LetterText
{
    private readonly string _text;
    private readonly List<int> _places = [];

    private LetterText(string text)
    {
        _text = text;
        var letters = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsLetterOrDigit(text[at]))
            {
                letters.Append(text[at]);
                _places.Add(at);
            }
        }

        Letters = letters.ToString();
    }

    public string Letters { get; }

    public static LetterText Of(string text) => new(text);

    /// <summary>The words of the text, between spaces, that have these letters.</summary>
    public (int Start, int Length) Words(int at, int count)
    {
        var (start, end) = (_places[at], _places[at + count - 1] + 1);
        while (start > 0 && !char.IsWhiteSpace(_text[start - 1]))
        {
            start--;
        }

        while (end < _text.Length && !char.IsWhiteSpace(_text[end]))
        {
            end++;
        }

        return (start, end - start);
    }
}
