using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Services.Tests.Gateway.Intake;

/// <summary>What the gateway makes of a wish for page images, by what the stage says that is installed.</summary>
public sealed class OfficePagesCheckTests
{
    private const string Wanted = """?options={"pdf-to-png":{"officePages":true}}&filename=""";

    [Fact]
    public async Task Images_ThatCannotBeMade_AreRefusedWithWhatToInstall()
    {
        await using var gateway = await StartAsync(new PartHealth(
            "libreoffice-writer", "not installed (Debian: apt-get install libreoffice-writer-nogui)", IsOptional: true));

        using var refused = await gateway.PostRawAsync(Sample("report.docx"), $"{Wanted}report.docx");

        var problem = await GatewayHarness.ProblemAsync(refused, 422, "engine_unavailable");
        Assert.Contains("apt-get install libreoffice-writer-nogui", problem);
        Assert.Empty(gateway.Runtime.Objects("_open"));
        // What can be made of it is.
        await gateway.SubmitAsync("?filename=report.docx", Sample("report.docx"));
    }

    [Fact]
    public async Task Images_OfWhatIsNoOfficeFile_AreRefused()
    {
        await using var gateway = await StartAsync();

        using var refused = await gateway.PostRawAsync(Sample("page.html"), $"{Wanted}page.html");

        await GatewayHarness.ProblemAsync(refused, 415, "unsupported_media_type");
    }

    [Fact]
    public async Task Images_ThatCanBeMade_AreAPhaseOfTheirOwn()
    {
        await using var gateway = await StartAsync(new PartHealth("libreoffice-writer", IsOptional: true));

        var record = await RecordAsync(gateway, await gateway.SubmitAsync($"{Wanted}report.docx", Sample("report.docx")));

        Assert.Equal([null, AppIds.PdfToPng], record.Phases.Select(phase => phase.Cut));
    }

    [Fact]
    public async Task Images_WhereTheStageDoesNotAnswer_AreLeftToIt()
    {
        await using var gateway = await GatewayHarness.StartAsync();

        var record = await RecordAsync(gateway, await gateway.SubmitAsync("?pipeline=pdf.pages", Sample("report.docx")));

        Assert.Equal([AppIds.PdfToPng], record.Phases.Select(phase => phase.Cut));
        Assert.True(record.Options.Stages[AppIds.PdfToPng].GetProperty("officePages").GetBoolean());
    }

    [Fact]
    public async Task Report_OptionalProgramMissing_ImpairsNothing()
    {
        await using var gateway = await StartAsync(
            new PartHealth("document-engine"), new PartHealth("libreoffice-calc", "not installed", IsOptional: true));

        var stage = (await gateway.GetAsync("/v1/health")).GetProperty("stages").GetProperty(AppIds.PdfToPng);

        Assert.Equal(
            """{"status":"ready","messages":"unknown","engines":{"document-engine":"ready"}"""
                + ""","optional":{"libreoffice-calc":"not installed"}}""",
            stage.GetRawText());
    }

    private static byte[] Sample(string name) => File.ReadAllBytes(SamplePaths.Sample($"office/{name}"));

    private static async Task<JobRecord> RecordAsync(GatewayHarness gateway, JsonElement job)
    {
        var key = JobKeys.Record(new JobId("local", job.GetProperty("id").GetString()!));
        return (await gateway.Runtime.FindStateAsync(key))!.Value.Deserialize<JobRecord>(ServiceHost.Json)!;
    }

    /// <param name="parts">What the stage says of itself.</param>
    private static async Task<GatewayHarness> StartAsync(params PartHealth[] parts)
    {
        var gateway = await GatewayHarness.StartAsync();
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var stage = builder.Build();
        stage.MapGet(HealthEndpoints.ReportPath, () => new ServiceHealth(parts));
        await gateway.Runtime.StartAppAsync(AppIds.PdfToPng, stage);
        return gateway;
    }
}
