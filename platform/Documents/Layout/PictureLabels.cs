using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Takes the labels of a drawing out of the running text.</summary>
internal static class PictureLabels
{
    // More text than this is a text over a background, not the labels of a drawing.
    private const int MaxChars = 400;

    // Rows like these are read, and not looked at: the message on a coloured ground that is a picture.
    private const int WordsOfSentence = 5;
    private const int LeastChars = 40;
    private const double MostlySentences = 0.6;

    private const double LeastTitlePt = 20;
    private const double TitleSize = 2;
    private const int MostWordsOfTitle = 12;
    private const int LettersOfTitle = 4;

    /// <returns>Rows outside all pictures, and for each picture the rows inside it.</returns>
    public static (List<TextRow> Outside, List<List<TextRow>> Inside) Separate(
        IReadOnlyList<TextRow> rows, IReadOnlyList<Box> pictures, PageContext page)
    {
        var outside = rows.ToList();
        var inside = new List<List<TextRow>>();
        foreach (var picture in pictures)
        {
            var within = outside.Where(row => Contains(picture, row.Box) && !IsTitle(row, page)).ToList();
            var fillsPage = picture.Area > 0.5 * page.Width * page.Height;
            var labels = !fillsPage && within.Sum(row => row.Chars) <= MaxChars && !AreSentences(within) ? within : [];
            outside.RemoveAll(labels.Contains);
            inside.Add(labels);
        }

        return (outside, inside);
    }

    /// <summary>Words in type far above the page's, as a title has that stands on a photograph.</summary>
    private static bool IsTitle(TextRow row, PageContext page) =>
        row.Size >= Math.Max(LeastTitlePt, TitleSize * page.BodySize) && row.Words.Count <= MostWordsOfTitle
            && row.Words.Any(word => word.Text.Count(char.IsLetter) >= LettersOfTitle);

    private static bool AreSentences(List<TextRow> rows)
    {
        var read = rows.Where(row => row.Words.Count(word => word.Text.Length > 1 && word.Text.All(char.IsLetter))
            >= WordsOfSentence).Sum(row => row.Chars);
        return read >= LeastChars && read >= MostlySentences * rows.Sum(row => row.Chars);
    }

    private static bool Contains(Box picture, Box row) =>
        row.L >= picture.L - 2 && row.R <= picture.R + 2 && row.CenterY > picture.T && row.CenterY < picture.B;
}
