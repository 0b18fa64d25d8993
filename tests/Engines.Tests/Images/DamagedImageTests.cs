using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using SkiaSharp;

namespace DaprProcessing.Engines.Tests.Images;

/// <summary>Image files that were cut off, or whose bytes are not what they say: what is left of them is read.</summary>
public sealed class DamagedImageTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const int Side = 120;

    public static TheoryData<string, bool> Kinds => new()
    {
        { "png", false }, { "jpeg", false }, { "webp", false }, { "gif", false }, { "bmp", true }, { "jp2", false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task RenderAsync_FileCutInTheMiddle_ShowsWhatIsLeft(string kind, bool fromBelow)
    {
        var whole = Picture(kind);
        var source = engines.File(whole[..(whole.Length * 3 / 5)]);

        var picture = await RenderAsync(source);

        Assert.Equal((Side, Side), (picture.Width, picture.Height));
        var reached = Rows(fromBelow).TakeWhile(y => IsDark(picture, y)).Count();
        Assert.InRange(reached, Side / 4, Side);
        await HasWarning(source);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ReadAsync_FileWithBytesAfterItsEnd_HasNoWarning(string kind, bool fromBelow)
    {
        var source = engines.File([.. Picture(kind), .. new byte[500]]);

        var picture = await RenderAsync(source);

        Assert.True(Rows(fromBelow).All(y => IsDark(picture, y)));
        Assert.Null((await engines.Facts.ReadAsync(source, default)).Warnings);
    }

    [Fact]
    public async Task RenderAsync_JpegWithoutItsEndMark_IsAllThere()
    {
        var source = engines.File(Picture("jpeg")[..^2]);

        var picture = await RenderAsync(source);

        Assert.True(Rows().All(y => IsDark(picture, y)));
        await HasWarning(source);
    }

    [Theory]
    [InlineData("IDAT")]
    [InlineData("IEND")]
    public async Task RenderAsync_PngWithAWrongChecksum_IsAllThere(string chunk)
    {
        var png = Picture("png");
        var at = png.AsSpan().LastIndexOf(System.Text.Encoding.ASCII.GetBytes(chunk));
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at - 4));
        png[at + 4 + length] ^= 0x55;
        var source = engines.File(png);

        var picture = await RenderAsync(source);

        Assert.True(Rows().All(y => IsDark(picture, y)));
        await HasWarning(source);
    }

    [Fact]
    public async Task RenderAsync_PngWithoutItsLastChunk_IsAllThere()
    {
        var picture = await RenderAsync(engines.File(Picture("png")[..^12]));

        Assert.True(Rows().All(y => IsDark(picture, y)));
    }

    [Theory]
    [InlineData("png", 50)]
    [InlineData("jpeg", 300)]
    [InlineData("gif", 8)]
    public async Task RenderAsync_FileCutBeforeItsFirstPixel_FailsForGood(string kind, int bytes)
    {
        var source = engines.File(Picture(kind)[..bytes]);

        Assert.Equal(FailureCodes.InvalidDocument, await Failures.CodeOf(() => RenderAsync(source)));
    }

    private static IEnumerable<int> Rows(bool fromBelow = false) =>
        fromBelow ? Enumerable.Range(0, Side).Select(y => Side - 1 - y) : Enumerable.Range(0, Side);

    /// <summary>Its left half is black, its right one has gray grains, so that every row takes bytes.</summary>
    private static byte[] Picture(string kind)
    {
        var random = new Random(7);
        using var bitmap = new SKBitmap(Side, Side, SKColorType.Bgra8888, SKAlphaType.Opaque);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var shade = x < Side / 2 ? (byte)0 : (byte)random.Next(100, 256);
                bitmap.SetPixel(x, y, new SKColor(shade, shade, shade));
            }
        }

        return kind switch
        {
            "bmp" => ImageFiles.Bmp(Side, Side, 96, bitmap.GetPixel),
            "gif" => ImageFiles.Gif(Side, Side, (x, y) => (byte)(x < Side / 2 ? 0 : random.Next(0, 2))),
            "jp2" => File.ReadAllBytes(Path.Combine(
                TestKit.SamplePaths.RepositoryRoot, "tests", "Engines.Tests", "Images", "grain.jp2")),
            _ => bitmap.Encode(Enum.Parse<SKEncodedImageFormat>(kind, ignoreCase: true), 95).ToArray(),
        };
    }

    private static bool IsDark(PngPixels picture, int y) => picture.At(10, y) < 60;

    private async Task HasWarning(DocumentSource source) => Assert.Equal(
        FailureCodes.DamagedDocument, Assert.Single((await engines.Facts.ReadAsync(source, default)).Warnings!).Code);

    private async Task<PngPixels> RenderAsync(DocumentSource source)
    {
        var output = engines.NewPath(".png");
        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(96), output, default);
        return PngPixels.Read(output);
    }
}
