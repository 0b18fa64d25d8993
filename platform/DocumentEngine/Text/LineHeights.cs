using System.Numerics;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// How far the glyphs of a text object reach above and below its base line, as shares of the font size, from the font's own
/// figures. The characters of a page do not tell their object; they tell its matrix, and that is as good as a name.
/// </summary>
internal sealed class LineHeights
{
    private const double MaxAscent = 1.05;
    private const double MinAscent = 0.5;
    private const double MaxDescent = 0.4;
    private const double MinDescent = 0.05;

    private readonly Dictionary<nint, (double Ascent, double Descent)> _fonts = [];
    private readonly Dictionary<PdfiumMatrix, (double Ascent, double Descent)> _objects = [];

    public static (double Ascent, double Descent) Usual { get; } = (0.9, -0.22);

    public static (double Ascent, double Descent) Clamped(double ascent, double descent) =>
        (Math.Clamp(ascent, MinAscent, MaxAscent), Math.Clamp(descent, -MaxDescent, -MinDescent));

    /// <returns>The matrix that its characters will tell; null where they tell none.</returns>
    public PdfiumMatrix? Add(nint textObject, in Matrix3x2 around)
    {
        if (PdfiumObject.Matrix(textObject, out var matrix) == 0)
        {
            return null;
        }

        matrix = Times(matrix, around);
        _objects[matrix] = OfFont(PdfiumFont.Of(textObject));
        return matrix;
    }

    public (double Ascent, double Descent) Of(PdfiumMatrix matrix) => _objects.GetValueOrDefault(matrix);

    private (double Ascent, double Descent) OfFont(nint font)
    {
        if (!_fonts.TryGetValue(font, out var height))
        {
            height = font != 0 && PdfiumFont.Ascent(font, 1, out var ascent) != 0
                && PdfiumFont.Descent(font, 1, out var descent) != 0 && ascent > descent
                ? Clamped(ascent, descent)
                : default;
            _fonts.Add(font, height);
        }

        return height;
    }

    /// <summary>In PDFium's own order of operations, so that the result is the same to the last bit.</summary>
    private static PdfiumMatrix Times(PdfiumMatrix one, in Matrix3x2 other) => other.IsIdentity ? one : new PdfiumMatrix(
        (one.A * other.M11) + (one.B * other.M21), (one.A * other.M12) + (one.B * other.M22),
        (one.C * other.M11) + (one.D * other.M21), (one.C * other.M12) + (one.D * other.M22),
        (one.E * other.M11) + (one.F * other.M21) + other.M31, (one.E * other.M12) + (one.F * other.M22) + other.M32);
}
