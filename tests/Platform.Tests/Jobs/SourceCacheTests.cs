using System.Security.Cryptography;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Platform.Tests.Jobs;

public sealed class SourceCacheTests : IDisposable
{
    private static readonly byte[] Document = [1, 2, 3];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Adopt_FolderThatServicesShare_MovesTheDocumentThere()
    {
        var (job, upload) = (JobId.New("local"), Upload());
        var cache = Cache(Path.Combine(_folder.Path, "cache"));

        cache.Adopt(job, Source(job), upload);

        var path = await cache.GetAsync(job, Source(job), CancellationToken.None);
        Assert.Equal(Document, await File.ReadAllBytesAsync(path));
        Assert.False(File.Exists(upload));
        Assert.Equal([path], Directory.GetFiles(Path.Combine(_folder.Path, "cache")));
    }

    [Fact]
    public void Adopt_FolderOfItsOwn_LeavesTheDocumentWhereItIs()
    {
        var (job, upload) = (JobId.New("local"), Upload());

        Cache(folder: null).Adopt(job, Source(job), upload);

        Assert.Equal(Document, File.ReadAllBytes(upload));
    }

    private string Upload()
    {
        var path = Path.Combine(_folder.Path, "upload");
        File.WriteAllBytes(path, Document);
        return path;
    }

    private static SourceFile Source(JobId job) => new(
        JobKeys.Source(job), "document.pdf", "application/pdf", Document.Length,
        Convert.ToHexStringLower(SHA256.HashData(Document)));

    // No object store: what is asked of it fails the test.
    private static SourceCache Cache(string? folder) =>
        new(null!, TimeProvider.System, Options.Create(new SourceCacheOptions { Folder = folder }));
}
