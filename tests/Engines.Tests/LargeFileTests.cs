using System.Globalization;
using System.Text;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines.Tests;

/// <summary>Files that are large, of nothing: what is read of a small file is read of them, or the result says what is
/// not.</summary>
public sealed class LargeFileTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const string Content =
        "BT /F0 12 Tf 50 700 Td (Seen above) Tj ET /OC /L BDC BT /F0 12 Tf 50 650 Td (Draft only) Tj ET EMC";

    [Fact]
    public async Task ExtractAsync_HiddenLayerInALargeFile_IsLeftOut()
    {
        var source = Padded(70L << 20);

        var text = await engines.Extractor.ExtractAsync(source, 1, default);
        var facts = await engines.Facts.ReadAsync(source, default);

        Assert.Equal("Seen above", text.PlainText.Trim());
        Assert.Null(facts.Warnings);
    }

    [Fact]
    public async Task ReadAsync_HiddenLayerInAFileTooLargeToMend_IsWarnedOfByTheLimitsName()
    {
        var facts = await engines.Facts.ReadAsync(Padded(260L << 20), default);

        var warning = Assert.Single(facts.Warnings!);
        Assert.Equal(FailureCodes.ResourceLimit, warning.Code);
        Assert.Contains("MaxMendedBytes", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProbeAsync_RefusedFileTooLargeForTheSecondParser_IsRefusedByTheLimitsName()
    {
        // The kind of failure is asked here, not how long a busy machine takes for it.
        await using var patient = new EngineFixture([], options => options.ProbeLimit = TimeSpan.FromMinutes(5));
        var path = patient.NewPath();
        using (var file = File.Create(path))
        {
            file.Write("%PDF-1.7\n"u8);
            file.SetLength(800L << 20);
        }

        var refused = await Assert.ThrowsAsync<FailureException>(
            () => patient.Probe.ProbeAsync(new DocumentSource(path, MediaTypes.Pdf), default));

        Assert.Equal(FailureCodes.ResourceLimit, refused.Failure.Code);
        Assert.Contains("MaxSecondParserBytes", refused.Failure.Message, StringComparison.Ordinal);
    }

    /// <summary>With a hole of this size before its table, which takes no room on the disk.</summary>
    private DocumentSource Padded(long bytes)
    {
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >> >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                + "/Resources << /Font << /F0 5 0 R >> /Properties << /L 6 0 R >> >> >>",
            RawPdf.Stream("", Content),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
            "<< /Type /OCG /Name (Draft) >>",
        ];
        var before = new StringBuilder("%PDF-1.7\n");
        var table = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var (index, body) in objects.Index())
        {
            table.Append(CultureInfo.InvariantCulture, $"{before.Length:0000000000} 00000 n \n");
            before.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{body}\nendobj\n");
        }

        var path = engines.NewPath();
        using var file = File.Create(path);
        file.Write(Encoding.Latin1.GetBytes($"{before}%"));
        file.Seek(bytes, SeekOrigin.Current);
        var start = file.Position + 1;
        file.Write(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"\n{table}trailer\n<< /Root 1 0 R /Size {objects.Length + 1} >>\nstartxref\n{start}\n%%EOF\n")));
        return new DocumentSource(path, MediaTypes.Pdf);
    }
}
