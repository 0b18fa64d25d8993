using System.Security.Cryptography;
using System.Text;
using DaprProcessing.Gateway;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Services.Tests.Gateway.Intake;

public sealed class UploadSpoolTests
{
    private const int MaxBytes = 5000;

    private readonly UploadSpool _spool = new(Options.Create(new GatewayOptions { MaxUploadBytes = MaxBytes }));

    [Fact]
    public async Task Spool_AsManyBytesAsAllowed_KeepsThemAndTheirHash()
    {
        var content = PdfOf(MaxBytes);
        string path;

        using (var upload = await SpoolAsync(content))
        {
            path = upload.Path;
            Assert.Equal(content, await File.ReadAllBytesAsync(path));
            Assert.Equal((MaxBytes, Convert.ToHexStringLower(SHA256.HashData(content))), (upload.SizeBytes, upload.Sha256));
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Spool_OneByteTooMany_IsRefusedAndLeavesNoFile()
    {
        // Bytes no other upload has: files of tests beside this one may come and go.
        var marker = Guid.NewGuid().ToByteArray();
        byte[] body = [.. PdfOf(MaxBytes - marker.Length), .. marker, 0];

        var problem = await Assert.ThrowsAsync<ProblemException>(() => SpoolAsync(body));

        Assert.Equal((413, "upload_too_large"), (problem.Status, problem.Code));
        Assert.DoesNotContain(SpoolFiles(), file => Contains(file, marker));
    }

    [Theory]
    [InlineData("not-there/not-there")]
    [InlineData("/proc/1")]
    public async Task Spool_FolderTakesNothing_IsTheGatewaysFaultAndMayPass(string folder)
    {
        var spool = new UploadSpool(Options.Create(new GatewayOptions { MaxUploadBytes = MaxBytes, SpoolFolder = folder }));

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => spool.SpoolAsync(new MemoryStream(PdfOf(100)), "x.pdf", CancellationToken.None));

        Assert.Equal((503, "no_room", true), (problem.Status, problem.Code, problem.Retryable));
    }

    [Fact]
    public void CheckLength_AnnouncedTooLarge_IsRefusedUnread()
    {
        Assert.Equal(413, Assert.Throws<ProblemException>(() => _spool.CheckLength(MaxBytes + 1)).Status);
        _spool.CheckLength(MaxBytes);
        _spool.CheckLength(null);
    }

    [Theory]
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("6A756E6B0A255044462D312E37", "application/pdf")]
    [InlineData("89504E470D0A1A0A00", "image/png")]
    [InlineData("FFD8FFE0", "image/jpeg")]
    [InlineData("49492A00", "image/tiff")]
    [InlineData("4D4D002A", "image/tiff")]
    public async Task Spool_KnownKind_IsToldByItsBytes(string hex, string mediaType)
    {
        using var upload = await SpoolAsync(Convert.FromHexString(hex), "report.exe");

        Assert.Equal(mediaType, upload.MediaType);
    }

    [Theory]
    [InlineData("504B0304")]
    [InlineData("4D5A9000")]
    [InlineData("3C7376673E")]
    [InlineData("00")]
    public async Task Spool_UnknownKind_IsRefusedWhateverItsName(string hex)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => SpoolAsync(Convert.FromHexString(hex), "document.pdf"));

        Assert.Equal(415, problem.Status);
    }

    [Theory]
    [InlineData("", "unsupported_media_type", ".docx")]
    [InlineData("EncryptedPackage", "encrypted_document", "password")]
    public async Task Spool_OfficeFileThatCannotBeRead_IsRefusedWithAdvice(string stream, string code, string advice)
    {
        byte[] file = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1000], .. Encoding.Unicode.GetBytes(stream)];

        var problem = await Assert.ThrowsAsync<ProblemException>(() => SpoolAsync(file, "report.docx"));

        Assert.Equal((415, code), (problem.Status, problem.Code));
        Assert.Contains(advice, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.md", "text/markdown")]
    [InlineData("notes.csv", "text/csv")]
    [InlineData("notes.pdf", "text/plain")]
    public async Task Spool_Text_IsToldApartByItsName(string name, string mediaType)
    {
        using var upload = await SpoolAsync("a, b"u8.ToArray(), name);

        Assert.Equal(mediaType, upload.MediaType);
    }

    [Fact]
    public async Task Spool_HeaderAfterTooMuchJunk_IsRefused()
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => SpoolAsync([.. new byte[1500], .. "%PDF-1.7"u8]));

        Assert.Equal(415, problem.Status);
    }

    [Fact]
    public async Task Spool_Nothing_IsAnEmptyFile() =>
        Assert.Equal("empty_file", (await Assert.ThrowsAsync<ProblemException>(() => SpoolAsync([]))).Code);

    [Theory]
    [InlineData("../../x", "x")]
    [InlineData(@"C:\Users\me\report.pdf", "report.pdf")]
    [InlineData("a\0b.pdf", "ab.pdf")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("\u2066x\u2069\u200F.pdf", "x.pdf")]
    [InlineData("line\r\nbreak\u001b[31m.pdf", "linebreak[31m.pdf")]
    [InlineData("/", "document")]
    [InlineData("\u202E", "document")]
    [InlineData("", "document")]
    [InlineData(null, "document")]
    [InlineData("..", "document")]
    [InlineData("Überprüfung 中文.pdf", "Überprüfung 中文.pdf")]
    public async Task Spool_FileName_IsDataWithoutPathOrControl(string? given, string expected)
    {
        using var upload = await SpoolAsync("%PDF-1.7"u8.ToArray(), given);

        Assert.Equal(expected, upload.FileName);
    }

    [Fact]
    public async Task Spool_LongFileName_IsCutBetweenCharacters()
    {
        using var upload = await SpoolAsync("%PDF-1.7"u8.ToArray(), new string('a', 254) + "😀.pdf");

        Assert.Equal(new string('a', 254), upload.FileName);
    }

    [Fact]
    public async Task Spool_BrokenTextInFileName_IsLeftOut()
    {
        using var upload = await SpoolAsync("%PDF-1.7"u8.ToArray(), "a\uD800b.pdf");

        Assert.Equal("ab.pdf", upload.FileName);
    }

    private Task<SpooledUpload> SpoolAsync(byte[] content, string? fileName = null) =>
        _spool.SpoolAsync(new MemoryStream(content), fileName, CancellationToken.None);

    private static byte[] PdfOf(int bytes)
    {
        var content = new byte[bytes];
        "%PDF-1.7\n"u8.CopyTo(content);
        return content;
    }

    private static bool Contains(string path, byte[] marker)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[MaxBytes + 1];
            return content.AsSpan(0, file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)).IndexOf(marker) >= 0;
        }
        catch (IOException)
        {
            // Another test's upload, open or just gone.
            return false;
        }
    }

    private static string[] SpoolFiles() => Directory.GetFiles(Path.GetTempPath(), "dapr-processing-upload-*");
}
