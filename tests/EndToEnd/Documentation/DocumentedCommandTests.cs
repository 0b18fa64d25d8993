using System.Text;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using DaprProcessing.TestKit.Platforms;
using NATS.Client.JetStream;

namespace DaprProcessing.EndToEnd.Documentation;

/// <summary>Every command that a document tells its reader to type, typed; what cannot be is named with its reason.</summary>
public sealed class DocumentedCommandTests : IAsyncLifetime
{
    private const string AdminKey = "administrator-of-the-documentation";

    // Their readers run a platform that asks for keys.
    private static readonly string[] Keyed = ["tenants ", "dead-letters ", "Tenants__AdminKey"];

    private readonly TempFolder _folder = new();
    private byte[] _sound = [];

    public static TheoryData<string> Documents => [.. DocumentedCommands.Documents];

    public async Task InitializeAsync()
    {
        await File.WriteAllBytesAsync(_folder.File("talk.wav"), await Speech.SayAsync("Good morning."));
        using var tools = new ToolRunner();
        var encode = new ToolCall("ffmpeg", ["-v", "error", "-i", _folder.File("talk.wav"), _folder.File("talk.mp3")]);
        Assert.Equal(0, (await tools.RunAsync(encode, CancellationToken.None)).ExitCode);
        _sound = await File.ReadAllBytesAsync(_folder.File("talk.mp3"));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Commands_OfADocument_AreRunWithoutAnError(string document)
    {
        foreach (var scripts in DocumentedCommands.Of(document).GroupBy(IsKeyed))
        {
            await RunAsync(scripts, isKeyed: scripts.Key);
        }
    }

    private static bool IsKeyed(string script) => Keyed.Any(script.Contains);

    private async Task RunAsync(IEnumerable<string> scripts, bool isKeyed)
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(
            data.Path, isKeyed ? [("Tenants__AdminKey", AdminKey)] : []);
        var (job, partly) = isKeyed ? ("", "") : await JobsAsync(platform);
        if (isKeyed)
        {
            await LeaveDeadLettersAsync(new Broker(data.Path));
        }

        using var shell = new ReadersShell(platform.Http.BaseAddress!, isKeyed ? AdminKey : "", job, partly, _sound);
        foreach (var script in scripts)
        {
            await shell.RunAsync(script);
        }
    }

    private static async Task<(string Job, string Partly)> JobsAsync(PlatformProcess platform)
    {
        var searched = await platform.Jobs().ProcessAsync(TestDocuments.Sample("letter-scanned.pdf"), "pdf.searchable");
        Assert.Equal(JobStatus.Succeeded, searched.Status);
        // A page of text, and one that needs a language which is not there.
        var half = new PdfBuilder().Pages(1, (page, _) => page.Text(72, 72, "This is a page."))
            .ScannedPage(PdfImage.Gray(64, 64, new byte[64 * 64]), dpi: 72).Build();
        var partly = await platform.Jobs().ProcessAsync(half, options: """{"languages":["xyz"]}""");
        Assert.Equal(JobStatus.PartiallySucceeded, partly.Status);
        return (searched.Id, partly.Id);
    }

    private static async Task LeaveDeadLettersAsync(Broker broker)
    {
        await using var connection = broker.Connect();
        for (var number = 1; number <= 3; number++)
        {
            var letter = Encoding.UTF8.GetBytes($$"""{"letter":{{number}}}""");
            (await new NatsJSContext(connection).PublishAsync("png.created", letter)).EnsureSuccess();
        }
    }
}
