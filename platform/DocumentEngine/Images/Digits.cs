using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>Numbers without a font, which this build of Skia has none of: three by five dots a digit.</summary>
internal static class Digits
{
    private const int Columns = 3;
    private const int Rows = 5;

    // The rows from top to bottom, three bits each.
    private static readonly int[] Shapes =
    [
        0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111, 0b111_001_111_001_111, 0b101_101_111_001_001,
        0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_010_010_010, 0b111_101_111_101_111, 0b111_101_111_001_111,
    ];

    public static float Width(int number, float dot) => ((number.ToString().Length * (Columns + 1)) + 1) * dot;

    /// <param name="dot">The side of a dot in pixels.</param>
    /// <param name="background">Drawn behind the number.</param>
    public static void Draw(SKCanvas canvas, int number, float left, float top, float dot, SKColor color, SKColor background)
    {
        var text = number.ToString();
        using var paint = new SKPaint { Color = background };
        canvas.DrawRect(left, top, Width(number, dot), (Rows + 2) * dot, paint);
        paint.Color = color;
        for (var i = 0; i < text.Length; i++)
        {
            DrawDigit(canvas, Shapes[text[i] - '0'], left + (dot * (1 + (i * (Columns + 1)))), top + dot, dot, paint);
        }
    }

    private static void DrawDigit(SKCanvas canvas, int shape, float left, float top, float dot, SKPaint paint)
    {
        for (var i = 0; i < Columns * Rows; i++)
        {
            if ((shape & (1 << ((Columns * Rows) - 1 - i))) != 0)
            {
                canvas.DrawRect(left + (i % Columns * dot), top + (i / Columns * dot), dot, dot, paint);
            }
        }
    }
}
