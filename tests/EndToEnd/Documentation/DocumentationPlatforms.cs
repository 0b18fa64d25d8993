using System.Text;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using DaprProcessing.TestKit.Platforms;
using NATS.Client.JetStream;

namespace DaprProcessing.EndToEnd.Documentation;

/// <summary>What readers of the documentation have before them: a platform, or one that asks for keys, and a shell each.</summary>
public sealed class DocumentationPlatforms : IAsyncLifetime
{
    private const string AdminKey = "administrator-of-the-documentation";

    private readonly TempFolder _folder = new();
    private PlatformProcess _open = null!;
    private PlatformProcess _keyed = null!;
    private string _searched = "";
    private string _partly = "";
    private byte[] _sound = [];

    public async Task InitializeAsync()
    {
        _sound = await SoundAsync();
        _open = await PlatformProcess.StartAsync(_folder.File("open"));
        _keyed = await PlatformProcess.StartAsync(_folder.File("keyed"), ("Tenants__AdminKey", AdminKey));
        var searched = await _open.Jobs().ProcessAsync(TestDocuments.Sample("letter-scanned.pdf"), "pdf.searchable");
        Assert.Equal(JobStatus.Succeeded, searched.Status);
        var partly = await _open.Jobs().ProcessAsync(BrokenPdf.WithoutLastPage(2));
        Assert.Equal(JobStatus.PartiallySucceeded, partly.Status);
        (_searched, _partly) = (searched.Id, partly.Id);
    }

    public async Task DisposeAsync()
    {
        await _open.DisposeAsync();
        await _keyed.DisposeAsync();
        _folder.Dispose();
    }

    internal ReadersShell OpenShell() => new(_open.Http.BaseAddress!, adminKey: "", _searched, _partly, _sound);

    /// <summary>There are dead letters to be looked at, replayed and dropped.</summary>
    internal async Task<ReadersShell> OpenKeyedShellAsync()
    {
        await using var connection = new Broker(_folder.File("keyed")).Connect();
        for (var number = 1; number <= 3; number++)
        {
            var letter = Encoding.UTF8.GetBytes($$"""{"letter":{{number}}}""");
            (await new NatsJSContext(connection).PublishAsync("png.created", letter)).EnsureSuccess();
        }

        return new(_keyed.Http.BaseAddress!, AdminKey, job: "", partly: "", _sound);
    }

    private async Task<byte[]> SoundAsync()
    {
        await File.WriteAllBytesAsync(_folder.File("talk.wav"), await Speech.SayAsync("Good morning."));
        using var tools = new ToolRunner();
        var encode = new ToolCall("ffmpeg", ["-v", "error", "-i", _folder.File("talk.wav"), _folder.File("talk.mp3")]);
        Assert.Equal(0, (await tools.RunAsync(encode, CancellationToken.None)).ExitCode);
        return await File.ReadAllBytesAsync(_folder.File("talk.mp3"));
    }
}
