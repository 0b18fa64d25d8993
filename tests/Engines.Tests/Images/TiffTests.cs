using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines.Tests.Images;

/// <summary>What fax machines, scanners and plotters make of TIFF. Each picture is white with a black bar along its left
/// side as stored.</summary>
public sealed class TiffTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const int Width = 64;
    private const int Height = 32;
    private const int Bar = 8;

    [Theory]
    [InlineData(204, 98)]
    [InlineData(204, 196)]
    [InlineData(100, 300)]
    public async Task RenderAsync_PixelsThatAreNotSquare_HasSquareOnesInTheRightShape(int x, int y)
    {
        var source = engines.File(new TiffBuilder()
            .Page(Width, Height, 8, 1, [Gray(Width, Height)], (282, x), (283, y), (296, 2)).Build());

        var size = (await engines.Probe.ProbeAsync(source, default)).Pages[0];
        var image = await engines.Renderer.RenderAsync(source, 1, new RenderSettings(600), engines.NewPath(), default);

        Assert.Equal((Width * 72.0 / x, Height * 72.0 / y), (size.WidthPt, size.HeightPt));
        Assert.Equal(size.WidthPt / size.HeightPt, image.WidthPx / (double)image.HeightPx, 0.1);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 0)]
    [InlineData(4, 0, 0)]
    [InlineData(5, 0, 0)]
    [InlineData(6, 0, 0)]
    [InlineData(7, 0, 1)]
    [InlineData(8, 0, 1)]
    public async Task RenderAsync_Orientation_IsUndoneInPicturesOfEveryMake(int orientation, int barRight, int barBottom)
    {
        foreach (var tiled in new[] { false, true })
        {
            var builder = tiled ? Tiled(8, (274, orientation))
                : new TiffBuilder().Page(Width, Height, 8, 1, [Gray(Width, Height)], (274, orientation));

            var picture = await RenderAsync(engines.File(builder.Build()));

            Assert.Equal(orientation >= 5 ? (Height, Width) : (Width, Height), (picture.Width, picture.Height));
            var (x, y) = (orientation >= 5 ? picture.Width / 2 : barRight * (picture.Width - 1),
                orientation >= 5 ? barBottom * (picture.Height - 1) : picture.Height / 2);
            Assert.Equal((0, 255), (picture.At(x, y), picture.At(picture.Width - 1 - x, picture.Height - 1 - y)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task RenderAsync_Tiles_ArePutTogether(int bits)
    {
        var picture = await RenderAsync(engines.File(Tiled(bits).Build()));

        Assert.Equal((Width, Height), (picture.Width, picture.Height));
        Assert.Equal((0, 255, 255), (picture.At(0, Height - 1), picture.At(Bar, 0), picture.At(Width - 1, Height - 1)));
    }

    [Theory]
    [InlineData(3, 16)]
    [InlineData(3, 32)]
    [InlineData(3, 64)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(2, 32)]
    [InlineData(1, 12)]
    [InlineData(1, 32)]
    [InlineData(1, 64)]
    public async Task RenderAsync_NumbersOfAnyMake_AreShadesFromTheLeastToTheGreatest(int format, int bits)
    {
        var strip = Enumerable.Range(0, Height).SelectMany(_ => Enumerable.Range(0, Width / 2)
            .SelectMany(pair => Pair(format, bits, pair * 2 < Bar))).ToArray();

        var picture = await RenderAsync(engines.File(
            new TiffBuilder().Page(Width, Height, bits, 1, [strip], (339, format)).Build()));

        Assert.Equal((Width, Height), (picture.Width, picture.Height));
        Assert.Equal((0, 0, 255, 255), (picture.At(0, 0), picture.At(Bar - 1, Height - 1), picture.At(Bar, 0),
            picture.At(Width - 1, Height - 1)));
    }

    [Fact]
    public async Task RenderAsync_FourthSampleThatNobodySaysIsAnAlpha_HidesNothing()
    {
        var strip = Gray(Width, Height).SelectMany(shade => new byte[] { shade, shade, shade, 0 }).ToArray();

        var picture = await RenderAsync(engines.File(
            new TiffBuilder().Page(Width, Height, 8, 4, [strip], (338, 0)).Build()));

        Assert.Equal((0, 255), (picture.At(0, 0), picture.At(Bar, 0)));
    }

    [Fact]
    public async Task RenderAsync_SeparatePlanes_AreOnePicture()
    {
        var (gray, red) = (Gray(Width, Height), Enumerable.Repeat((byte)200, Width * Height).ToArray());
        var source = engines.File(new TiffBuilder().Page(Width, Height, 8, 3, [red, gray, gray], (284, 2)).Build());

        var picture = await RenderAsync(source);

        Assert.Equal((200, 0, 0), (picture.At(0, 0, 0), picture.At(0, 0, 1), picture.At(0, 0, 2)));
        Assert.Equal((200, 255, 255), (picture.At(Bar, 0, 0), picture.At(Bar, 0, 1), picture.At(Bar, 0, 2)));
    }

    [Theory]
    [InlineData(254, 1)]
    [InlineData(254, 4)]
    [InlineData(255, 2)]
    public async Task ProbeAsync_ThumbnailOrMaskInTheChain_IsNoPage(int tag, int value)
    {
        var source = engines.File(new TiffBuilder().Page(Width, Height, 8, 1, [Gray(Width, Height)])
            .Page(8, 6, 8, 1, [Gray(8, 6)], (tag, value)).Page(Height, Width, 8, 1, [Gray(Height, Width)]).Build());

        var sizes = (await engines.Probe.ProbeAsync(source, default)).Pages.Select(page => page.WidthPt < page.HeightPt);

        Assert.Equal([false, true], sizes);
        Assert.Equal(Height, (await RenderAsync(source, 2)).Width);
    }

    [Fact]
    public async Task ProbeAsync_SmallCopyThatDoesNotSayWhatItIs_IsNoPage()
    {
        var source = engines.File(new TiffBuilder().Page(Width * 5, Height * 5, 8, 1, [Gray(Width * 5, Height * 5)])
            .Page(Width, Height, 8, 1, [Gray(Width, Height)]).Build());

        Assert.Single((await engines.Probe.ProbeAsync(source, default)).Pages);
    }

    [Fact]
    public async Task RenderAsync_FileCutBetweenPages_HasItsPagesAndOneThatIsMissing()
    {
        var whole = Pages(3);
        var cut = engines.File(whole[..(Pages(2).Length + 100)]);

        var pages = (await engines.Probe.ProbeAsync(cut, default)).Pages;

        Assert.Equal(3, pages.Count);
        Assert.Equal(Width, (await RenderAsync(cut, 2)).Width);
        Assert.Equal(FailureCodes.InvalidDocument, await Failures.CodeOf(() => RenderAsync(cut, 3)));
    }

    [Fact]
    public async Task RenderAsync_FileCutInAPicture_FailsThatPageAlone()
    {
        // The first page's directory, and its pixels at the end of the file.
        var late = new TiffBuilder().Page(Width, Height, 8, 1, [Gray(Width, Height)]).Build();
        var file = (byte[])[.. late, .. Gray(Width, Height)];
        var offset = BitConverter.GetBytes(late.Length);
        var at = Enumerable.Range(8, late.Length)
            .First(i => file.AsSpan(i, 8).SequenceEqual((byte[])[0x11, 1, 4, 0, 1, 0, 0, 0]));
        offset.CopyTo(file, at + 8);

        Assert.Equal(Width, (await RenderAsync(engines.File(file))).Width);
        var failure = await Failures.CodeOf(() => RenderAsync(engines.File(file[..^(Width * Height / 2)])));

        Assert.Equal(FailureCodes.InvalidDocument, failure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RenderAsync_PlanOfMoreThanAHundredMegapixelsInOneBit_IsDrawnSmaller(bool tiled)
    {
        const int Side = 12_800;
        const int Tile = 6400;
        var strips = tiled ? Enumerable.Repeat(Ones(Tile, Tile), 4).ToArray() : [Ones(Side, Side)];
        (int, long)[] tags = tiled ? [(282, 400), (283, 400), (322, Tile), (323, Tile)] : [(282, 400), (283, 400)];
        var source = engines.File(new TiffBuilder().Page(Side, Side, 1, 1, strips, tags).Build());

        var image = await engines.Renderer.RenderAsync(source, 1, new RenderSettings(50), engines.NewPath(), default);

        Assert.Equal((Side / 8, 50.0), (image.WidthPx, image.Dpi));
    }

    private static byte[] Pages(int count)
    {
        var builder = new TiffBuilder();
        for (var page = 0; page < count; page++)
        {
            builder.Page(Width, Height, 8, 1, [Gray(Width, Height)]);
        }

        return builder.Build();
    }

    /// <summary>Two pixels, both of the bar or both of the ground: those of twelve bits share a byte.</summary>
    private static byte[] Pair(int format, int bits, bool bar)
    {
        byte[] one = (format, bits) switch
        {
            (3, 16) => BitConverter.GetBytes((Half)(bar ? 0 : 1)),
            (3, 32) => BitConverter.GetBytes(bar ? -0.5f : 1f),
            (3, 64) => BitConverter.GetBytes(bar ? 0 : 40.5),
            (2, 8) => [(byte)(sbyte)(bar ? -128 : 127)],
            (2, 16) => BitConverter.GetBytes((short)(bar ? -3000 : 3000)),
            (2, 32) => BitConverter.GetBytes(bar ? 0 : 255),
            (1, 32) => BitConverter.GetBytes(bar ? 0u : uint.MaxValue),
            (1, 64) => BitConverter.GetBytes(bar ? 0ul : 255ul),
            _ => [],
        };
        return bits == 12 ? (bar ? [0, 0, 0] : [0xFF, 0xFF, 0xFF]) : [.. one, .. one];
    }

    private static byte[] Ones(int width, int height)
    {
        var bits = new byte[width / 8 * height];
        Array.Fill(bits, (byte)0xFF);
        return bits;
    }

    private static byte[] Gray(int width, int height) =>
        [.. Enumerable.Range(0, width * height).Select(at => at % width < Bar ? (byte)0 : (byte)255)];

    /// <summary>Four tiles of 32 by 16.</summary>
    private static TiffBuilder Tiled(int bits, params (int, long)[] more)
    {
        var (across, down) = (Width / 2, Height / 2);
        var white = Enumerable.Repeat((byte)255, across * down * bits / 8).ToArray();
        var left = bits == 8 ? Gray(across, down)
            : [.. Enumerable.Range(0, white.Length).Select(at => at % (across / 8) == 0 ? (byte)0 : (byte)255)];
        return new TiffBuilder().Page(
            Width, Height, bits, 1, [left, white, left, white], [(322, across), (323, down), .. more]);
    }

    private async Task<PngPixels> RenderAsync(DocumentSource source, int pageNo = 1)
    {
        var output = engines.NewPath(".png");
        await engines.Renderer.RenderAsync(source, pageNo, new RenderSettings(600), output, default);
        return PngPixels.Read(output);
    }
}
