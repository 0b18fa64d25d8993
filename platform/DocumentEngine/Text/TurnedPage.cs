using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// A page whose text runs up, down or upside down is turned until it reads: what is drawn that way, and upright text that
/// /Rotate has laid on its side.
/// </summary>
internal static class TurnedPage
{
    /// <summary>The rest may be a running head that stands upright beside a table on its side.</summary>
    private const double MostLetters = 0.6;

    private const int SlackDeg = 3;

    public static PageText Upright(PageText page)
    {
        var angle = MostCommonAngle(page.Words);
        if (angle == 0)
        {
            return page;
        }

        var quarters = (360 - angle) / 90;
        var (width, height) = (page.WidthPt, page.HeightPt);
        return page with
        {
            WidthPt = quarters == 2 ? width : height,
            HeightPt = quarters == 2 ? height : width,
            Words = [.. page.Words.Select(word =>
                word with { Box = Turn(word.Box), AngleDeg = (word.AngleDeg + (quarters * 90)) % 360 })],
            Images = [.. page.Images.Select(Turn)],
            Rules = [.. page.Rules.Select(Turn)],
            Links = page.Links?.Select(link => link with { Box = Turn(link.Box) }).ToList(),
            Figures = page.Figures?.Select(figure => figure with { Box = Turn(figure.Box) }).ToList(),
            Unread = page.Unread?.Select(Turn).ToList(),
            Untried = page.Untried?.Select(Turn).ToList(),
            RotationDeg = quarters * 90,
        };

        Box Turn(Box box) => box.Turn(quarters, width, height) is var turned
            ? Points.Box(turned.L, turned.T, turned.R, turned.B) : default;
    }

    /// <returns>90, 180 or 270 where most letters run that way.</returns>
    private static int MostCommonAngle(IReadOnlyList<PageWord> words)
    {
        var all = 0;
        Span<int> letters = stackalloc int[4];
        foreach (var word in words)
        {
            all += word.Text.Length;
            var quarter = ((word.AngleDeg + 45) / 90) % 4;
            letters[quarter] += Math.Abs(((word.AngleDeg + 45) % 90) - 45) <= SlackDeg ? word.Text.Length : 0;
        }

        for (var quarter = 1; quarter < 4; quarter++)
        {
            if (letters[quarter] > MostLetters * all)
            {
                return quarter * 90;
            }
        }

        return 0;
    }
}
