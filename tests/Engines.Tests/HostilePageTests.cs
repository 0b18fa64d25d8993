using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

public sealed class HostilePageTests
{
    [Fact]
    public async Task RenderAsync_HoursOfWork_EndsAtTheLimitAndTheNextPageIsFine()
    {
        await using var engines = new EngineFixture([], options => (options.Processes, options.RenderLimit) = (1, TimeSpan.FromSeconds(1)));
        var source = engines.File(BrokenPdf.ExponentialForms(12));
        var output = engines.NewPath();

        Assert.Equal(FailureCodes.EngineTimeout, await Failures.CodeOf(() => engines.Renderer.RenderAsync(source, 1, new RenderSettings(36), output, default)));

        Assert.False(File.Exists(output) || File.Exists(output + ".part"));
        Assert.Single((await engines.Probe.ProbeAsync(engines.Pdf(new PdfBuilder().Page()), default)).Pages);
    }

    [Fact]
    public async Task ExtractAsync_DecompressionBomb_StaysWithinItsMemory()
    {
        await using var engines = new EngineFixture([], options => (options.Processes, options.MaxResidentBytes) = (1, 256L << 20));

        var outcome = await Record.ExceptionAsync(() => engines.Extractor.ExtractAsync(engines.File(BrokenPdf.DecompressionBomb(300_000_000)), 1, default));

        Assert.True(outcome is null or EngineException, $"{outcome}");
        Assert.Single((await engines.Probe.ProbeAsync(engines.Pdf(new PdfBuilder().Page()), default)).Pages);
    }
}
