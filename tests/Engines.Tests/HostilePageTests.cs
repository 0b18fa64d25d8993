using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

public sealed class HostilePageTests
{
    [Fact]
    public async Task RenderAsync_HoursOfWork_EndsAtTheLimitAndTheNextPageIsFine()
    {
        await using var engines = new EngineFixture(
            [], options => (options.Processes, options.RenderLimit) = (1, TimeSpan.FromSeconds(1)));
        var source = engines.File(BrokenPdf.ExponentialForms(12));
        var output = engines.NewPath();

        Assert.Equal(FailureCodes.EngineTimeout, await Failures.CodeOf(
            () => engines.Renderer.RenderAsync(source, 1, new RenderSettings(36), output, default)));

        Assert.False(File.Exists(output) || File.Exists(output + ".part"));
        Assert.Single((await engines.Probe.ProbeAsync(engines.Pdf(new PdfBuilder().Page()), default)).Pages);
    }

    [Fact]
    public async Task ExtractAsync_DecompressionBomb_StaysWithinItsMemory()
    {
        await using var engines = new EngineFixture(
            [], options => (options.Processes, options.MaxResidentBytes) = (1, 256L << 20));

        var outcome = await Record.ExceptionAsync(
            () => engines.Extractor.ExtractAsync(engines.File(BrokenPdf.DecompressionBomb(300_000_000)), 1, default));

        Assert.True(outcome is null or FailureException, $"{outcome}");
        Assert.Single((await engines.Probe.ProbeAsync(engines.Pdf(new PdfBuilder().Page()), default)).Pages);
    }

    [Fact]
    public async Task RenderAsync_ImageOfTenGigapixels_IsRefusedBeforeDecoding()
    {
        await using var engines = new EngineFixture();
        byte[] header = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0, 8, 2, 0,
            0, 0];
        var source = engines.File([.. header, .. new byte[64]]);

        Assert.Equal(75_000, (await engines.Probe.ProbeAsync(source, default)).Pages[0].WidthPt);
        Assert.Equal(FailureCodes.ResourceLimit, await Failures.CodeOf(
            () => engines.Renderer.RenderAsync(source, 1, new RenderSettings(), engines.NewPath(), default)));
    }

    [Fact]
    public async Task ProbeAsync_CutOffAnywhere_GivesPagesOrATypedFailure()
    {
        await using var engines = new EngineFixture();
        var pdf = new PdfBuilder().Pages(12, (page, number) => page.Text(72, 700, $"Page {number}")).Build();
        var failed = 0;

        // Shorter, it is no PDF yet, but text.
        for (var length = "%PDF-".Length; length < pdf.Length; length += 256)
        {
            var outcome = await Record.ExceptionAsync(() => engines.Probe.ProbeAsync(engines.File(pdf[..length]), default));
            Assert.True(
                outcome is null or FailureException { Failure.Code: FailureCodes.InvalidDocument or FailureCodes.NoPages },
                $"{length}: {outcome}");
            failed += outcome is null ? 0 : 1;
        }

        Assert.True(failed > 0, "no cut was noticed");
    }
}
