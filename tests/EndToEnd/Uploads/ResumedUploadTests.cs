using System.Security.Cryptography;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Uploads;

/// <summary>A large document over connections that break.</summary>
public sealed class ResumedUploadTests
{
    private const long Size = 96L << 20;
    private const int Cuts = 10;

    [SlowFact]
    public async Task Upload_CutTenTimes_CostsUnderOnePercentMore_AndIsTheSameDocument()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.File("data"));
        await using var proxy = new BreakingProxy(platform.Http.BaseAddress!.Port, Size / (Cuts + 1), Cuts);
        using var service = new DocumentService(new DocumentServiceOptions { Endpoint = proxy.Address });
        var document = new byte[Size];
        new Random(5).NextBytes(document);
        "%PDF-1.7\n"u8.CopyTo(document);
        var heard = new List<UploadProgress>();

        var upload = await service.UploadAsync(DocumentSource.Bytes(document, "large.pdf"), new Heard(heard));

        Assert.Equal(
            (Size, "application/pdf", "large.pdf", Cuts), (upload.SizeBytes, upload.MediaType, upload.FileName, proxy.Broken));
        var extra = proxy.SentBytes - Size;
        Assert.True(extra < Size / 100, $"{extra} bytes more than the {Size} of the document were sent");
        Assert.Equal(new UploadProgress(Size, Size), heard[^1]);
        var parts = Directory.GetFiles(data.Path, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains($"uploads/{upload.UploadId}.parts/", StringComparison.Ordinal)).Order().ToList();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(await File.ReadAllBytesAsync(part));
        }

        Assert.True(parts.Count > Cuts, $"{parts.Count} parts");
        Assert.Equal(SHA256.HashData(document), hash.GetHashAndReset());
    }

    [Fact]
    public async Task Submit_LargeFile_IsResumedAndProcessed()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.File("data"));
        var document = TestDocuments.WithNoisePage();
        await using var proxy = new BreakingProxy(platform.Http.BaseAddress!.Port, document.Length / 3, breaks: 2);
        using var service = new DocumentService(
            new DocumentServiceOptions { Endpoint = proxy.Address, ResumableFromBytes = 1 << 20 });
        var file = data.File("noise.pdf");
        await File.WriteAllBytesAsync(file, document);

        var job = await service.SubmitAsync(file, new SubmitOptions { Pipeline = "pdf.pages" });
        job = await service.WaitAsync(job.Id);

        Assert.Equal((JobStatus.Succeeded, "noise.pdf", 2), (job.Status, job.FileName, proxy.Broken));
        var left = Directory.GetFiles(data.Path, "*", SearchOption.AllDirectories)
            .Where(name => name.Contains("uploads/", StringComparison.Ordinal));
        Assert.Empty(left);
    }

    // Progress<T> would tell of it on another thread, in an order of its own.
    private sealed class Heard(List<UploadProgress> all) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) => all.Add(value);
    }
}
