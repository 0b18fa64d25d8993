using DaprProcessing.Local.Runtime.Bindings;
using DaprProcessing.Local.Runtime.Storage;
using DaprProcessing.TestKit;
using Microsoft.Win32.SafeHandles;

namespace DaprProcessing.Runtime.Tests.Bindings;

public sealed class ObjectFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_InNewFolders_FlushesBytesBeforeTheNameAndThenEachNewName()
    {
        var (root, disk) = (Path.Combine(_folder.Path, "objects"), new RecordedFlush());
        var objects = new ObjectFolder(root, disk);
        disk.Target = Path.Combine(root, "tenant/job/source.pdf");

        await objects.WriteAsync("tenant/job/source.pdf", file => file.WriteAsync(new byte[1000]).AsTask(), default);
        await objects.WriteAsync("tenant/job/source.pdf", file => file.WriteAsync(new byte[2000]).AsTask(), default);

        string Named(string key) => $"folder {Path.Combine(root, key)}".TrimEnd('/') + ", object there: True";
        Assert.Equal(
            [
                "file of 1000 bytes, object there: False", Named("tenant/job"), Named("tenant"), Named(""),
                "file of 2000 bytes, object there: True", Named("tenant/job"),
            ],
            disk.Calls);
    }

    [Fact]
    public void Flush_OfAFolder_IsTakenAndOneThatIsGoneIsPassedOver()
    {
        var disk = new DiskFlush();

        disk.Folder(_folder.Path);
        disk.Folder(Path.Combine(_folder.Path, "gone"));
    }

    private sealed class RecordedFlush : DiskFlush
    {
        public List<string> Calls { get; } = [];

        public string Target { get; set; } = "";

        public override void File(SafeFileHandle file) => Add($"file of {RandomAccess.GetLength(file)} bytes");

        public override void Folder(string path) => Add($"folder {path}");

        private void Add(string call) => Calls.Add($"{call}, object there: {System.IO.File.Exists(Target)}");
    }
}
