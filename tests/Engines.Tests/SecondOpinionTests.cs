using System.Diagnostics;
using System.Text;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.Engines.Tests;

/// <summary>Files that the first parser refuses, and a first parser that is not there.</summary>
public sealed class SecondOpinionTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task ExtractAsync_DeepNestingInARefusedFile_IsRefusedByTheLimitsName()
    {
        var nested = new string('[', 100_000);
        var source = engines.File(Encoding.ASCII.GetBytes($"%PDF-1.7\n1 0 obj\n{nested}\nendobj\n%%EOF"));

        var refused = await Assert.ThrowsAsync<FailureException>(() => engines.Probe.ProbeAsync(source, default));

        Assert.Equal(FailureCodes.ResourceLimit, refused.Failure.Code);
        Assert.Contains("MaxNesting", refused.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtractAsync_FileThatPdfiumRefuses_IsReadBySecondParser()
    {
        // Cut off in the middle of the trailer: PDFium finds no root, though it is there to be read.
        const string Content = "BT /F 20 Tf 10 20 Td (Found again) Tj ET";
        var source = engines.File(Encoding.ASCII.GetBytes(
            "%PDF-1.7\n1 0 obj <</Pages 2 0 R /Type /Catalog>>\nendobj 2 0 obj <</Kids [3 0 R] /Count 1 /Type /Pages>>\nendobj "
            + "3 0 obj <</Parent 2 0 R /MediaBox [0 0 200 50] /Resources <</Font <</F 4 0 R>> >> "
            + "/Contents 5 0 R /Type /Page>>\nendobj "
            + "4 0 obj <</BaseFont /Times-Roman /Subtype /Type1 /Encoding /WinAnsiEncoding /Type /Font>>\nendobj "
            + $"5 0 obj <</Length {Content.Length}>>\nstream\n{Content}\nendstream endobj "
            + "trailer\n\n<<\n/Root 1 0 R\n/Size 6\n/ID [<904e5a162f"));

        var text = await engines.Extractor.ExtractAsync(source, 1, default);

        Assert.Equal("Found again", text.PlainText.Trim());
    }

    [Fact]
    public void Ping_OptionNamesNoLibrary_SaysWhatToInstallAndWhatToSet()
    {
        var start = EngineProgram.StartInfo(new EngineOptions());
        start.Environment["PDFIUM_LIBRARY"] = "/nowhere/libpdfium.so";
        using var engine = Process.Start(start)!;
        EngineFrames.Write(engine.StandardInput.BaseStream, new EngineRequest(EngineOperation.Ping),
            EngineJson.Default.EngineRequest);

        var reply = EngineFrames.ReadReply(engine.StandardOutput.BaseStream, 1 << 20);

        engine.StandardInput.Close();
        Assert.Equal(FailureCodes.Internal, reply?.Failure?.Code);
        Assert.Contains("PDFIUM_LIBRARY", reply!.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("libreoffice-core-nogui", reply.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reply.Failure.Message);
    }
}
