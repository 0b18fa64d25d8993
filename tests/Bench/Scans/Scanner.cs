namespace DaprProcessing.Bench.Scans;

/// <summary>What a scanner does to a page, by ImageMagick.</summary>
internal sealed record Scanner(int Dpi, string Extension, params string[] Spoiled)
{
    public const string Program = "convert-im6.q16";

    public static IReadOnlyList<Scanner> All { get; } =
    [
        new(300, "png"),
        new(200, "png", "-rotate", "2"),
        new(200, "jpg", "-quality", "30"),
        new(200, "png", "-threshold", "60%", "-type", "bilevel"),
        new(150, "png"),
        new(150, "jpg", "-rotate", "-2", "-quality", "30"),
        new(150, "png", "-threshold", "55%", "-type", "bilevel"),
        new(300, "png", "-blur", "0x2", "-attenuate", "0.3", "+noise", "Gaussian"),
    ];

    /// <summary>The same noise each time.</summary>
    public string[] Arguments(string drawn, string scan) =>
        ["-seed", "1", drawn, "-background", "white", .. Spoiled, "-density", $"{Dpi}", "-units", "PixelsPerInch", scan];

    public override string ToString() => string.Join(' ', [$"{Dpi} dpi {Extension}", .. Spoiled]);
}
