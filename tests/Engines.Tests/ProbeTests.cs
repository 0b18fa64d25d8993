using System.Diagnostics;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

public sealed class ProbeTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task ProbeAsync_MixedPages_ReportsDisplayedSizesAndTitle()
    {
        var source = engines.Pdf(new PdfBuilder().Title("Ünïcode title").Page()
            .Page(page => page.Rotate = 90, 300, 500)
            .Page(page => page.CropBox = (100, 100, 400, 300)));

        var probe = await engines.Probe.ProbeAsync(source, default);

        Assert.Equal([new PageSize(595, 842), new PageSize(500, 300), new PageSize(300, 200)], probe.Pages);
        Assert.Equal("Ünïcode title", probe.Title);
        Assert.False(probe.Encrypted);
    }

    [Fact]
    public async Task ProbeAsync_TenThousandPages_IsQuick()
    {
        var source = engines.Pdf(new PdfBuilder().Pages(10_000, (page, number) => page.Text(72, 700, $"{number}")));
        var clock = Stopwatch.StartNew();

        var probe = await engines.Probe.ProbeAsync(source, default);

        Assert.Equal(10_000, probe.Pages.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"took {clock.Elapsed}");
    }

    [Fact]
    public async Task ProbeAsync_TooManyPages_IsRefused()
    {
        var source = engines.Pdf(new PdfBuilder().Pages(10_001, (_, _) => { }));

        var refused = await Assert.ThrowsAsync<FailureException>(() => engines.Probe.ProbeAsync(source, default));

        Assert.Equal(FailureCodes.TooManyPages, refused.Failure.Code);
        Assert.Contains("Orchestrator:MaxPages", refused.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProbeAsync_EmptyFile_FailsAsEmpty() =>
        Assert.Equal(FailureCodes.EmptyFile, await Failures.CodeOf(() => engines.Probe.ProbeAsync(engines.File([]), default)));

    [Fact]
    public async Task ProbeAsync_MissingFile_FailsAsMissing() =>
        Assert.Equal(FailureCodes.SourceMissing, await Failures.CodeOf(
            () => engines.Probe.ProbeAsync(new DocumentSource(engines.NewPath(), "application/pdf"), default)));

    [Fact]
    public async Task ProbeAsync_Text_IsOneUnit() =>
        Assert.Single((await engines.Probe.ProbeAsync(engines.File("Just words."u8.ToArray()), default)).Pages);

    [Theory]
    [InlineData("noise")]
    [InlineData("png")]
    [InlineData("tiff")]
    public async Task ProbeAsync_NotADocument_FailsAsInvalid(string kind)
    {
        byte[] content = kind switch
        {
            "noise" => BrokenPdf.Noise(),
            "png" => [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 1, 2, 3],
            _ => [.. "II*\0"u8, 8, 0, 0, 0, 255, 255],
        };

        Assert.Equal(
            FailureCodes.InvalidDocument, await Failures.CodeOf(() => engines.Probe.ProbeAsync(engines.File(content), default)));
    }

    [Theory]
    [InlineData("xref loop")]
    [InlineData("page tree")]
    [InlineData("page count")]
    [InlineData("truncated")]
    public async Task ProbeAsync_DamagedStructure_EndsWithPagesOrATypedFailure(string kind)
    {
        var content = kind switch
        {
            "xref loop" => BrokenPdf.XrefLoop(),
            "page tree" => BrokenPdf.RecursivePageTree(),
            "page count" => BrokenPdf.LyingPageCount(),
            _ => BrokenPdf.Truncated(new PdfBuilder().Pages(20, (page, number) => page.Text(72, 700, $"{number}")).Build()),
        };

        var outcome = await Record.ExceptionAsync(() => engines.Probe.ProbeAsync(engines.File(content), default));

        Assert.True(outcome is null or FailureException, $"{outcome}");
        if (outcome is FailureException { Failure.Code: var code })
        {
            Assert.Contains(code, new[] { FailureCodes.InvalidDocument, FailureCodes.NoPages, FailureCodes.TooManyPages });
        }
    }

    [Fact]
    public async Task ProbeAsync_UserPassword_IsAskedForCheckedAndUsed()
    {
        var source = Encrypt("--encrypt", "sesame", "owner", "256", "--");

        Assert.Equal(FailureCodes.PasswordRequired, await Failures.CodeOf(() => engines.Probe.ProbeAsync(source, default)));
        Assert.Equal(FailureCodes.WrongPassword, await Failures.CodeOf(
            () => engines.Probe.ProbeAsync(source with { Password = "wrong" }, default)));
        var probe = await engines.Probe.ProbeAsync(source with { Password = "sesame" }, default);

        Assert.True(probe.Encrypted);
        Assert.Single(probe.Pages);
        Assert.Equal(
            "Secret", (await engines.Extractor.ExtractAsync(source with { Password = "sesame" }, 1, default)).PlainText.Trim());
        Assert.Equal(FailureCodes.PasswordRequired, await Failures.CodeOf(() => engines.Probe.ProbeAsync(source, default)));
    }

    [Fact]
    public async Task ProbeAsync_OwnerPasswordOnly_OpensAsEncrypted()
    {
        var probe = await engines.Probe.ProbeAsync(Encrypt("--encrypt", "", "owner", "256", "--"), default);

        Assert.True(probe.Encrypted);
    }

    [Theory]
    [InlineData("256", "aes_256", "--print=none")]
    [InlineData("128", "aes_128", "--use-aes=y")]
    public async Task ReadAsync_EncryptedDocument_SaysHowAndWhatIsAllowed(string bits, string method, string option)
    {
        var source = Encrypt("--encrypt", "", "owner", bits, option, "--modify=none", "--extract=n", "--");

        var encryption = (await engines.Facts.ReadAsync(source, default)).Encryption!;

        Assert.Equal(method, encryption.Method);
        Assert.DoesNotContain("copy", encryption.Permissions);
        Assert.DoesNotContain("modify", encryption.Permissions);
        Assert.Equal(option != "--print=none", encryption.Permissions.Contains("print"));
    }

    [Fact]
    public async Task ProbeAsync_JpegHeldSideways_IsShownUpright()
    {
        // 16 by 8 pixels, 72 dpi, EXIF orientation 6.
        var source = engines.File(Convert.FromBase64String(SidewaysJpeg.Base64));

        var probe = await engines.Probe.ProbeAsync(source, default);
        var image = await engines.Renderer.RenderAsync(source, 1, new RenderSettings(), engines.NewPath(), default);

        Assert.Equal([new PageSize(8, 16)], probe.Pages);
        Assert.Equal((8, 16), (image.WidthPx, image.HeightPx));
    }

    private DocumentSource Encrypt(params string[] arguments)
    {
        var plain = engines.Pdf(new PdfBuilder().Page(page => page.Text(72, 700, "Secret")));
        var output = engines.NewPath();
        using var qpdf = Process.Start("qpdf", [.. arguments, plain.Path, output]);
        qpdf.WaitForExit();
        Assert.Equal(0, qpdf.ExitCode);
        return plain with { Path = output };
    }
}
