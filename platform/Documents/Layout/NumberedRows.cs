using System.Globalization;

namespace DaprProcessing.Documents.Layout;

/// <summary>
/// Cards and exercises side by side whose numbers go across: 1 beside 2, 3 beside 4. They are read row by row, where columns of
/// text are read down.
/// </summary>
internal static class NumberedRows
{
    private const int MaxDigits = 3;

    /// <returns>The band's rows, cut before each pair of numbers but the first; in one piece where numbers do not go
    /// across.</returns>
    public static List<List<TextRow>> Cut(List<TextRow> band, double x)
    {
        var starts = new List<int>();
        var last = 0;
        for (var i = 0; i < band.Count; i++)
        {
            var (left, right) = (Number(band[i].Words.Where(word => word.CenterX < x)),
                Number(band[i].Words.Where(word => word.CenterX >= x)));
            if (left is null || right is null)
            {
                continue;
            }

            if (right != left + 1 || left <= last)
            {
                return [band];
            }

            last = right.Value;
            starts.Add(i);
        }

        if (starts.Count < 2)
        {
            return [band];
        }

        starts[0] = 0;
        return [.. starts.Zip([.. starts.Skip(1), band.Count], (from, to) => band.GetRange(from, to - from))];
    }

    private static int? Number(IEnumerable<Word> words) =>
        words.FirstOrDefault()?.Text is { Length: > 1 } text && text[^1] is '.' or ')' && text.Length <= MaxDigits + 1
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
