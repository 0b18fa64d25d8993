using System.Security.Cryptography;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Hosting;
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

    [Fact]
    public async Task GetAsync_FileOfTheSameLengthInItsPlace_IsNotTaken()
    {
        var (job, upload) = (JobId.New("local"), Upload());
        var cache = Cache(Path.Combine(_folder.Path, "cache"));
        cache.Adopt(job, Source(job), upload);
        var path = await cache.GetAsync(job, Source(job), CancellationToken.None);

        await File.WriteAllBytesAsync(path, [9, 9, 9]);

        // It asks the store for the document, and there is none here.
        await Assert.ThrowsAsync<NullReferenceException>(() => cache.GetAsync(job, Source(job), CancellationToken.None));
    }

    [Fact]
    public async Task GetAsync_FileThatAnotherProcessHasBrought_IsTakenByItsHash()
    {
        var (job, folder) = (JobId.New("local"), Path.Combine(_folder.Path, "cache"));
        Cache(folder).Adopt(job, Source(job), Upload());

        var path = await Cache(folder).GetAsync(job, Source(job), CancellationToken.None);

        Assert.Equal(Document, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public void Prepare_FolderOfAnotherUser_IsRefused()
    {
        var folder = new FileFacts(Owner: 65534, IsFolder: true, Inode: 1, SizeBytes: 0, WrittenAt: 0);

        Assert.Equal("belongs to user 65534", PrivateFolder.Refusal(folder, user: 65533));
        Assert.Null(PrivateFolder.Refusal(folder, user: 65534));
    }

    [Fact]
    public void Prepare_LinkToAFolder_IsRefused()
    {
        var (target, link) = (Path.Combine(_folder.Path, "target"), Path.Combine(_folder.Path, "link"));
        Directory.CreateDirectory(target);
        Directory.CreateSymbolicLink(link, target);

        Assert.Throws<IOException>(() => PrivateFolder.Prepare(link));
    }

    [Fact]
    public void Prepare_FolderThatOthersMayRead_IsClosedToThem()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = Path.Combine(_folder.Path, "open");
        Directory.CreateDirectory(path, (UnixFileMode)0b111_111_111);

        PrivateFolder.Prepare(path);

        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Default_NamesTheUser() => Assert.EndsWith($"-{FileFacts.User}", PrivateFolder.Default("sources"));

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
