using DaprProcessing.Platform.Hosting;
using DaprProcessing.TestKit;

namespace DaprProcessing.Platform.Tests.Hosting;

public sealed class ProcessFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Take_WhereAKilledProcessHadOne_RemovesWhatItLeft()
    {
        var left = Path.Combine(_folder.Path, "dapr-processing-of-killed");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "upload"), "half a document");
        File.WriteAllText(left + ".lock", "");

        using var taken = ProcessFolder.Take(_folder.Path);

        Assert.False(Directory.Exists(left));
        Assert.Equal([taken.Path], Directory.GetDirectories(_folder.Path));
        Assert.Equal([taken.Path + ".lock"], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Take_WhereALivingProcessHasOne_LeavesItAlone()
    {
        using var living = ProcessFolder.Take(_folder.Path);
        File.WriteAllText(Path.Combine(living.Path, "upload"), "a document");

        using var taken = ProcessFolder.Take(_folder.Path);

        Assert.NotEqual(living.Path, taken.Path);
        Assert.True(File.Exists(Path.Combine(living.Path, "upload")));
    }

    [Fact]
    public void Dispose_LeavesNothing()
    {
        var taken = ProcessFolder.Take(_folder.Path);
        File.WriteAllText(Path.Combine(taken.Path, "upload"), "a document");

        taken.Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }
}
