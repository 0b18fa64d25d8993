using System.Buffers.Binary;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;

namespace DaprProcessing.Engines.Tests.Images;

/// <summary>AVIF as a document; the files are ffmpeg's.</summary>
public sealed class AvifTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task RecognizeAsync_AvifOfANote_ReadsItsWords()
    {
        var source = engines.File(await EncodeAsync("-i", SamplePaths.Sample("note.png")));

        var text = await engines.Recognizer.RecognizeAsync(source, 1, new RecognizeSettings(), default);

        Assert.Equal(MediaTypes.Avif, source.MediaType);
        var recall = WordRecall.Of(await File.ReadAllTextAsync(SamplePaths.Sample("note.txt")), text.PlainText);
        Assert.True(recall >= 0.95, $"{recall:P1} of the words were found");
    }

    [Theory]
    [InlineData("yuv444p")]
    [InlineData("yuv420p10le")]
    public async Task RenderAsync_Avif_HasItsColours(string pixels)
    {
        var source = engines.File(await RedAsync(pixels));

        var size = Assert.Single((await engines.Probe.ProbeAsync(source, default)).Pages);
        var output = engines.NewPath(".png");
        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(96), output, default);

        Assert.Equal((48, 24), (Math.Round(size.WidthPt), Math.Round(size.HeightPt)));
        var png = PngPixels.Read(output);
        Assert.Equal((64, 32), (png.Width, png.Height));
        Assert.InRange(png.At(63, 31), 240, 255);
        Assert.InRange(png.At(63, 31, 2), 0, 15);
    }

    [Fact]
    public async Task RenderAsync_AvifCutOffAnywhere_EndsTyped()
    {
        var whole = await RedAsync("yuv444p");
        for (var length = 40; length < whole.Length; length += 40)
        {
            var source = engines.File(whole[..length]);

            Assert.Equal(FailureCodes.InvalidDocument, await Failures.CodeOf(
                () => engines.Renderer.RenderAsync(source, 1, new RenderSettings(96), engines.NewPath(".png"), default)));
        }
    }

    [Fact]
    public async Task RenderAsync_AvifThatSaysItIsHuge_IsRefusedBeforeDecoding()
    {
        var huge = await RedAsync("yuv444p");
        var size = huge.AsSpan().IndexOf("ispe"u8) + 8;
        BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(size), 30_000);
        BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(size + 4), 30_000);
        var source = engines.File(huge);

        Assert.Equal(FailureCodes.ResourceLimit, await Failures.CodeOf(
            () => engines.Renderer.RenderAsync(source, 1, new RenderSettings(96), engines.NewPath(".png"), default)));
    }

    private Task<byte[]> RedAsync(string pixels) =>
        EncodeAsync("-f", "lavfi", "-i", "color=red:s=64x32,format=rgb24", "-frames:v", "1", "-pix_fmt", pixels);

    private async Task<byte[]> EncodeAsync(params string[] input)
    {
        var path = engines.NewPath(".avif");
        using var tools = new ToolRunner();
        string[] arguments =
            ["-v", "error", .. input, "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8", "-crf", "10", path];
        var made = await tools.RunAsync(new ToolCall("ffmpeg", arguments), CancellationToken.None);
        Assert.True(made.ExitCode == 0, made.Errors);
        return await File.ReadAllBytesAsync(path);
    }
}
