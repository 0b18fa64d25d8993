namespace DaprProcessing.Analysis;

/// <summary>From places in UTF-16 to places in characters as Unicode, and most languages but this one, count them.</summary>
internal sealed class CodePoints
{
    private readonly List<int> _pairs = [];

    public CodePoints(string text)
    {
        for (var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDBFF'); at >= 0 && at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                _pairs.Add(at);
            }
        }
    }

    public int Of(int place)
    {
        var before = _pairs.BinarySearch(place);
        return place - (before < 0 ? ~before : before);
    }
}
