using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Takes the labels of a drawing out of the running text.</summary>
internal static class PictureLabels
{
    // More text than this is a text over a background, not the labels of a drawing.
    private const int MaxChars = 400;

    /// <returns>Rows outside all pictures, and for each picture the rows inside it.</returns>
    public static (List<TextRow> Outside, List<List<TextRow>> Inside) Separate(
        IReadOnlyList<TextRow> rows, IReadOnlyList<Box> pictures, PageContext page)
    {
        var outside = rows.ToList();
        var inside = new List<List<TextRow>>();
        foreach (var picture in pictures)
        {
            var within = outside.Where(row => Contains(picture, row.Box)).ToList();
            var fillsPage = picture.Area > 0.5 * page.Width * page.Height;
            var labels = !fillsPage && within.Sum(row => row.Chars) <= MaxChars ? within : [];
            outside.RemoveAll(labels.Contains);
            inside.Add(labels);
        }

        return (outside, inside);
    }

    private static bool Contains(Box picture, Box row) =>
        row.L >= picture.L - 2 && row.R <= picture.R + 2 && row.CenterY > picture.T && row.CenterY < picture.B;
}
