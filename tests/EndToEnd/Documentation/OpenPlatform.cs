using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Documentation;

/// <summary>The platform that readers of the documentation have before them, with a job that succeeded, and one that did in
/// part.</summary>
public sealed class OpenPlatform : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private PlatformProcess _platform = null!;
    private string _searched = "";
    private string _partly = "";

    /// <summary>An MP3 file of somebody who speaks.</summary>
    public byte[] Sound { get; private set; } = [];

    public async Task InitializeAsync()
    {
        // It is made for tests that are left out, too.
        if (SlowTests.Skipped is not null)
        {
            return;
        }

        Sound = await SoundAsync();
        _platform = await PlatformProcess.StartAsync(_folder.File("open"));
        var searched = await _platform.Jobs().ProcessAsync(TestDocuments.Sample("letter-scanned.pdf"), "pdf.searchable");
        Assert.Equal(JobStatus.Succeeded, searched.Status);
        var partly = await _platform.Jobs().ProcessAsync(BrokenPdf.WithoutLastPage(2));
        Assert.Equal(JobStatus.PartiallySucceeded, partly.Status);
        (_searched, _partly) = (searched.Id, partly.Id);
    }

    public async Task DisposeAsync()
    {
        await (_platform?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    internal ReadersShell OpenShell() => new(_platform.Http.BaseAddress!, adminKey: "", _searched, _partly, Sound);

    private async Task<byte[]> SoundAsync()
    {
        await File.WriteAllBytesAsync(_folder.File("talk.wav"), await Speech.SayAsync("Good morning."));
        using var tools = new ToolRunner();
        var encode = new ToolCall("ffmpeg", ["-v", "error", "-i", _folder.File("talk.wav"), _folder.File("talk.mp3")]);
        Assert.Equal(0, (await tools.RunAsync(encode, CancellationToken.None)).ExitCode);
        return await File.ReadAllBytesAsync(_folder.File("talk.mp3"));
    }
}
