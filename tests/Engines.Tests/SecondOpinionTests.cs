using System.Diagnostics;
using System.Text;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.TestKit.Pdf;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.Engines.Tests;

/// <summary>Files that the first parser refuses, and a first parser that is not there.</summary>
public sealed class SecondOpinionTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static readonly string Nested = new('[', 100_000);

    [Fact]
    public async Task ExtractAsync_DeepNestingInARefusedFile_IsRefusedByTheLimitsName()
    {
        var source = engines.File(Encoding.ASCII.GetBytes($"%PDF-1.7\n1 0 obj\n{Nested}\nendobj\n%%EOF"));

        var refused = await Assert.ThrowsAsync<FailureException>(() => engines.Probe.ProbeAsync(source, default));

        Assert.Equal(FailureCodes.ResourceLimit, refused.Failure.Code);
        Assert.Contains("MaxNesting", refused.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProbeAsync_DeepNestingInAnObjectStream_IsRefusedByTheLimitsName()
    {
        var packed = RawPdf.Packed("/Type /ObjStm /N 1 /First 5", Encoding.ASCII.GetBytes($"9 0  {Nested}"));
        var source = engines.File(Refused("", $"8 0 obj {packed}\nendobj "));

        var refused = await Assert.ThrowsAsync<FailureException>(() => engines.Probe.ProbeAsync(source, default));

        Assert.Equal(FailureCodes.ResourceLimit, refused.Failure.Code);
        Assert.Contains("MaxNesting", refused.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExtractAsync_DeepNestingInThePagesContent_IsRefusedByTheLimitsName(bool isPacked)
    {
        var content = $"BT /F 20 Tf (a string [[) Tj ET {Nested}";
        var stream = isPacked ? RawPdf.Packed("", Encoding.ASCII.GetBytes(content)) : RawPdf.Stream("", content);
        var source = engines.File(Refused(stream));

        var refused = await Assert.ThrowsAsync<FailureException>(() => engines.Extractor.ExtractAsync(source, 1, default));

        Assert.Equal(FailureCodes.ResourceLimit, refused.Failure.Code);
        Assert.Contains("MaxNesting", refused.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtractAsync_ManyBracketsInStrings_AreNoNesting()
    {
        var brackets = string.Concat(Enumerable.Repeat("([[[<<\\() Tj ", 400));
        var source = engines.File(Refused(RawPdf.Stream("", $"BT /F 20 Tf 10 20 Td {brackets}(Found) Tj ET")));

        Assert.Contains("Found", (await engines.Extractor.ExtractAsync(source, 1, default)).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtractAsync_FileThatPdfiumRefuses_IsReadBySecondParserAndSaysSo()
    {
        var source = engines.File(Refused(RawPdf.Stream("", "BT /F 20 Tf 10 20 Td (Found again) Tj 0 900 Td (Off) Tj ET")));

        var text = await engines.Extractor.ExtractAsync(source, 1, default);
        var facts = await engines.Facts.ReadAsync(source, default);

        Assert.Equal("Found again", text.PlainText.Trim());
        Assert.Equal(PageText.ReasonSecondParser, text.Reason);
        Assert.Equal(new LeftOutWords(OffPage: 1, Repeated: 0), text.LeftOut);
        Assert.Equal("Harbour", facts.Title);
        Assert.Equal(FailureCodes.DamagedDocument, Assert.Single(facts.Warnings!).Code);
    }

    [Fact]
    public async Task ExtractAsync_FileThatPdfiumDiesOf_IsReadBySecondParser()
    {
        await using var faulty = new EngineFixture([], options => options.TestFaults = true);
        var source = await PutAsync(faulty, ".crash");

        var probe = await faulty.Probe.ProbeAsync(source, default);
        var text = await faulty.Extractor.ExtractAsync(
            source, 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);
        var facts = await faulty.Facts.ReadAsync(source, default);

        Assert.Single(probe.Pages);
        Assert.Equal("Found again", text.PlainText.Trim());
        Assert.Equal(PageText.ReasonSecondParser, text.Reason);
        Assert.Equal(FailureCodes.DamagedDocument, Assert.Single(facts.Warnings!).Code);
    }

    [SlowFact]
    public async Task ProbeAsync_FileThatPdfiumDoesNotEndWith_IsReadBySecondParser()
    {
        await using var faulty = new EngineFixture([], options =>
            (options.TestFaults, options.ProbeLimit) = (true, TimeSpan.FromSeconds(8)));

        Assert.Single((await faulty.Probe.ProbeAsync(await PutAsync(faulty, ".hang"), default)).Pages);
    }

    private static async Task<DocumentSource> PutAsync(EngineFixture engines, string fault)
    {
        var path = engines.NewPath(fault);
        await File.WriteAllBytesAsync(path, new PdfBuilder().Page(page => page.Text(72, 700, "Found again")).Build());
        return new DocumentSource(path, MediaTypes.Pdf);
    }

    [Fact]
    public async Task ProbeAsync_FileThatBothParsersFailWith_FailsAsTheFirstDid()
    {
        await using var faulty = new EngineFixture([], options => options.TestFaults = true);
        var path = faulty.NewPath(".crash");
        await File.WriteAllTextAsync(path, "%PDF-1.7\nnothing");

        Assert.Equal(FailureCodes.EngineCrash, await Failures.CodeOf(
            () => faulty.Probe.ProbeAsync(new DocumentSource(path, MediaTypes.Pdf), default)));
    }

    [Theory]
    [InlineData("/nowhere/libpdfium.so", "PDFIUM_LIBRARY")]
    [InlineData("libz.so.1", "The PDFium library lacks FPDF_")]
    public void Ping_OptionNamesNoLibraryOrAnother_SaysWhatToInstallAndWhatToSet(string library, string said)
    {
        var reply = Ask(library, new EngineRequest(EngineOperation.Ping));

        Assert.Equal(FailureCodes.Internal, reply?.Failure?.Code);
        Assert.Contains(said, reply!.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("PDFIUM_LIBRARY", reply.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("libreoffice-core-nogui", reply.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reply.Failure.Message);
    }

    [Fact]
    public void Probe_LibraryWithoutTheSymbols_FailsAndSaysSo()
    {
        var source = engines.Pdf(new PdfBuilder().Page());

        var reply = Ask("libz.so.1", EngineRequest.Of(EngineOperation.Probe, source));

        Assert.Equal(FailureCodes.Internal, reply?.Failure?.Code);
        Assert.Contains("lacks FPDF_", reply!.Failure!.Message, StringComparison.Ordinal);
    }

    private static EngineReply? Ask(string library, EngineRequest request)
    {
        var start = EngineProgram.StartInfo(new EngineOptions());
        start.Environment["PDFIUM_LIBRARY"] = library;
        using var engine = Process.Start(start)!;
        EngineFrames.Write(engine.StandardInput.BaseStream, request, EngineJson.Default.EngineRequest);
        var reply = EngineFrames.ReadReply(engine.StandardOutput.BaseStream, 1 << 20);
        engine.StandardInput.Close();
        return reply;
    }

    /// <summary>Cut off in the middle of the trailer: PDFium finds no root, though it is there to be read.</summary>
    private static byte[] Refused(string content, string more = "") => Encoding.Latin1.GetBytes(
        "%PDF-1.7\n1 0 obj <</Pages 2 0 R /Type /Catalog>>\nendobj 2 0 obj <</Kids [3 0 R] /Count 1 /Type /Pages>>\nendobj "
        + "3 0 obj <</Parent 2 0 R /MediaBox [0 0 200 50] /Resources <</Font <</F 4 0 R>> >> "
        + "/Contents 5 0 R /Type /Page>>\nendobj "
        + "4 0 obj <</BaseFont /Times-Roman /Subtype /Type1 /Encoding /WinAnsiEncoding /Type /Font>>\nendobj "
        + $"5 0 obj {content} endobj 6 0 obj <</Title (Harbour)>> endobj {more}"
        + "trailer\n\n<<\n/Root 1 0 R\n/Info 6 0 R\n/Size 9\n/ID [<904e5a162f");
}
