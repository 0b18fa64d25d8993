using System.Globalization;
using System.Text;

namespace DaprProcessing.TestKit.Pdf;

/// <summary>One page in the making. Lengths are PDF points, the origin is the lower left corner of the MediaBox.</summary>
public sealed class PdfPage
{
    private readonly StringBuilder _content = new();
    private readonly List<PdfImage> _images = [];

    internal PdfPage(double widthPt, double heightPt) => (WidthPt, HeightPt) = (widthPt, heightPt);

    public double WidthPt { get; }

    public double HeightPt { get; }

    /// <summary>0, 90, 180 or 270 degrees clockwise, applied by the reader.</summary>
    public int Rotate { get; set; }

    /// <summary>Left, bottom, right, top; what a reader shows of the page.</summary>
    public (double LeftPt, double BottomPt, double RightPt, double TopPt)? CropBox { get; set; }

    internal string Content => _content.ToString();

    internal IReadOnlyList<PdfImage> Images => _images;

    internal HashSet<StandardFont> Fonts { get; } = [];

    /// <summary>A run of text (Latin-1) whose base line starts at x, y.</summary>
    /// <param name="rotationDegrees">Counter-clockwise, around the start.</param>
    /// <param name="hidden">In the text layer but not painted, as OCR layers are.</param>
    public PdfPage Text(
        double xPt, double yPt, string text, double sizePt = 11, StandardFont font = StandardFont.Helvetica,
        double rotationDegrees = 0, bool hidden = false)
    {
        Fonts.Add(font);
        var (sin, cos) = Math.SinCos(rotationDegrees * Math.PI / 180);
        Write($"BT /F{(int)font} {sizePt:0.###} Tf {(hidden ? 3 : 0)} Tr ");
        Write($"{cos:0.#####} {sin:0.#####} {-sin:0.#####} {cos:0.#####} {xPt:0.###} {yPt:0.###} Tm (");
        foreach (var character in text)
        {
            _content.Append(character is '(' or ')' or '\\' ? "\\" : "").Append(character);
        }

        _content.Append(") Tj ET\n");
        return this;
    }

    /// <summary>Lines of text, one below the other; y is the base line of the first.</summary>
    public PdfPage Lines(double xPt, double yPt, IEnumerable<string> lines, double sizePt = 11,
        StandardFont font = StandardFont.Helvetica, double leading = 1.3)
    {
        foreach (var line in lines)
        {
            Text(xPt, yPt, line, sizePt, font);
            yPt -= sizePt * leading;
        }

        return this;
    }

    /// <summary>A straight black ruling line.</summary>
    public PdfPage Line(double fromXPt, double fromYPt, double toXPt, double toYPt, double widthPt = 0.5) =>
        Write($"{widthPt:0.###} w {fromXPt:0.###} {fromYPt:0.###} m {toXPt:0.###} {toYPt:0.###} l S\n");

    /// <summary>A grid of ruling lines around cells, the table most documents have. x, y is the top left corner.</summary>
    public PdfPage Table(double xPt, double yPt, double columnWidthPt, double rowHeightPt, string[][] rows, double sizePt = 10)
    {
        var columns = rows.Max(row => row.Length);
        for (var row = 0; row <= rows.Length; row++)
        {
            Line(xPt, yPt - row * rowHeightPt, xPt + columns * columnWidthPt, yPt - row * rowHeightPt);
        }

        for (var column = 0; column <= columns; column++)
        {
            Line(xPt + column * columnWidthPt, yPt, xPt + column * columnWidthPt, yPt - rows.Length * rowHeightPt);
        }

        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
            {
                var baseLinePt = yPt - (row + 0.5) * rowHeightPt - sizePt * 0.35;
                Text(xPt + column * columnWidthPt + 4, baseLinePt, rows[row][column], sizePt,
                    row == 0 ? StandardFont.HelveticaBold : StandardFont.Helvetica);
            }
        }

        return this;
    }

    /// <summary>An image scaled into a rectangle.</summary>
    public PdfPage Image(PdfImage image, double xPt, double yPt, double widthPt, double heightPt)
    {
        _images.Add(image);
        return Write($"q {widthPt:0.###} 0 0 {heightPt:0.###} {xPt:0.###} {yPt:0.###} cm /I{_images.Count - 1} Do Q\n");
    }

    /// <summary>Content stream operators as they are.</summary>
    public PdfPage Raw(string operators)
    {
        _content.Append(operators).Append('\n');
        return this;
    }

    private PdfPage Write(FormattableString operators)
    {
        _content.Append(operators.ToString(CultureInfo.InvariantCulture));
        return this;
    }
}
