namespace DaprProcessing.Documents.Layout;

/// <summary>What every step of a page's analysis needs to know of the whole page.</summary>
/// <param name="BodySize">Font size most text is set in, in points.</param>
/// <param name="Noisy">The words come from OCR.</param>
/// <param name="Vocabulary">Words printed unbroken on the page, lower case.</param>
/// <param name="CodeIsMarked">Fixed-pitch type is the exception on this page, so it means code.</param>
internal sealed record PageContext(
    double Width, double Height, double BodySize, bool Noisy, IReadOnlySet<string> Vocabulary, bool CodeIsMarked)
{
    /// <summary>What the file says that the words are.</summary>
    public BelievedTags Tags { get; init; } = BelievedTags.None;

    public static PageContext Of(double width, double height, bool noisy, PageWords words, IReadOnlyList<TextRow> rows)
    {
        var vocabulary = new HashSet<string>();
        foreach (var row in rows)
        {
            // The last word of a row may be half a word.
            foreach (var word in row.Words.Take(row.Words.Count - 1))
            {
                vocabulary.Add(word.Text.Trim('.', ',', ';', ':', '(', ')', '"', '“', '”').ToLowerInvariant());
            }
        }

        var chars = rows.Sum(row => row.Chars);
        var mono = rows.Sum(row => row.Words.Where(word => word.Mono).Sum(word => word.Text.Length));
        return new PageContext(width, height, Math.Max(1, words.BodySize), noisy, vocabulary, mono < 0.7 * chars);
    }
}
