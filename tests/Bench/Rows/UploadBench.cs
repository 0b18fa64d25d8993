using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Client;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.Bench.Rows;

/// <summary>A document of a gigabyte through the ingress: how fast, and in how much of the gateway's memory.</summary>
internal sealed class UploadBench : IBench
{
    private const long FullBytes = 1L << 30;
    private const long SmokeBytes = 32L << 20;

    public string Name => "upload";

    public async IAsyncEnumerable<Row> RunAsync(
        Settings settings, Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = settings.Smoke ? SmokeBytes : FullBytes;
        using var data = new TempFolder();
        var file = data.File("large.pdf");
        await WriteAsync(file, size, cancellationToken);
        var (speeds, peaks, grown) = (new List<Figure?>(), new List<Figure?>(), new List<Figure?>());
        foreach (var build in settings.Builds)
        {
            // The gateway in a process of its own: its memory is nobody else's.
            using var folder = new TempFolder();
            await using var platform = await PlatformProcess.StartBuiltAsync(build, folder.File("data"), "processes");
            var gateway = platform.PartId("gateway");
            var small = DocumentSource.Bytes("%PDF-1.7\nsmall"u8.ToArray(), "small.pdf");
            await platform.Service.UploadAsync(small, cancellationToken: cancellationToken);
            var before = Memory.ResidentBytes(gateway);
            var took = TimeSpan.Zero;
            var peak = await Memory.PeakWhileAsync(
                gateway,
                Task.Run(
                    async () => took = await Timing.OnceAsync(() => platform.Service.UploadAsync(
                        DocumentSource.File(file), cancellationToken: cancellationToken)),
                    cancellationToken));
            speeds.Add(new Figure(size / 1e6 / took.TotalSeconds));
            peaks.Add(new Figure(peak / 1e6));
            grown.Add(new Figure((peak - before) / 1e6));
        }

        var note = $"{size >> 20} MiB by a resumable upload, the gateway in a process of its own";
        yield return new Row("upload of a large document", "MB/s", speeds, Note: note);
        yield return Row.Cost("  memory of the gateway, at most", "MB", peaks, "resident");
        yield return Row.Cost("  of that, for the upload", "MB", grown, "at most 100");
    }

    private static async Task WriteAsync(string path, long size, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        var block = new byte[1 << 20];
        new Random(3).NextBytes(block);
        "%PDF-1.7\n"u8.CopyTo(block);
        for (long written = 0; written < size; written += block.Length)
        {
            await file.WriteAsync(block, cancellationToken);
        }
    }
}
