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

        var refused = await Assert.ThrowsAsync<EngineException>(() => engines.Probe.ProbeAsync(source, default));

        Assert.Equal(FailureCodes.ResourceLimit, refused.Failure.Code);
        Assert.Contains("MaxNesting", refused.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ping_OptionNamesNoLibrary_SaysWhatToInstallAndWhatToSet()
    {
        var start = EngineProgram.StartInfo(new EngineOptions());
        start.Environment["PDFIUM_LIBRARY"] = "/nowhere/libpdfium.so";
        using var engine = Process.Start(start)!;
        EngineFrames.Write(engine.StandardInput.BaseStream, new EngineRequest(EngineOperation.Ping), EngineJson.Default.EngineRequest);

        var reply = EngineFrames.ReadReply(engine.StandardOutput.BaseStream, 1 << 20);

        engine.StandardInput.Close();
        Assert.Equal(FailureCodes.Internal, reply?.Failure?.Code);
        Assert.Contains("PDFIUM_LIBRARY", reply!.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("libreoffice-core-nogui", reply.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reply.Failure.Message);
    }
}
