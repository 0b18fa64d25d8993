using System.Text;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd;

/// <summary>A deleted job is nowhere on the disk a minute later: not in objects, state, broker, cache, spool or logs.</summary>
public sealed class DeleteTests : IDisposable
{
    private const string InText = "wz7quartzfalcon";
    private const string InName = "wz8velvetharbor";
    private const string InPassword = "wz9cobaltmeadow";

    private static readonly TimeSpan Promised = TimeSpan.FromMinutes(1);

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [SlowTheory]
    [InlineData("one")]
    [InlineData("processes")]
    public async Task Delete_FinishedJob_LeavesNothingOfTheDocumentOnTheDisk(string topology)
    {
        await using var platform = await (topology == "one" ? PlatformProcess.StartAsync(_data.Path)
            : PlatformProcess.StartProcessesAsync(_data.Path));
        var document = new PdfBuilder().Page(page => page.Text(72, 700, $"Nobody may read {InText} any more")).Build();
        var id = await platform.Jobs().SubmitAsync(
            document, options: $$"""{"password":"{{InPassword}}"}""", fileName: $"{InName}.pdf");
        Assert.Equal(Client.JobStatus.Succeeded, (await platform.Jobs().EndOfAsync(id)).Status);
        Assert.NotEmpty(Found(InText));

        using var deleted = await platform.Http.DeleteAsync($"/v1/jobs/{id}");

        Assert.Equal(204, (int)deleted.StatusCode);
        IReadOnlyList<string> left = [];
        try
        {
            await Eventually.Async(() => (left = Found()).Count == 0, Promised, "nothing is left");
        }
        catch (Xunit.Sdk.FailException)
        {
            Assert.Empty(left);
        }

        Assert.Equal(0, await platform.StopAsync());
        Assert.Empty(Found());
    }

    private IReadOnlyList<string> Found(params string[] marks)
    {
        var wanted = (marks.Length > 0 ? marks : [InText, InName, InPassword]).Select(Encoding.UTF8.GetBytes).ToList();
        try
        {
            return [.. Directory.EnumerateFiles(_data.Path, "*", SearchOption.AllDirectories)
                // Locks, pipes and sockets have no length; to open one fails, or waits for somebody who writes.
                .Where(file => new FileInfo(file) is { Exists: true, Length: > 0 })
                .Where(file => wanted.Any(mark =>
                    Encoding.UTF8.GetBytes(file).AsSpan().IndexOf(mark) >= 0 || Has(file, mark)))];
        }
        catch (DirectoryNotFoundException gone)
        {
            // A folder has gone while it was walked: look again.
            return [gone.Message];
        }
    }

    private static bool Has(string file, byte[] mark)
    {
        try
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            open.CopyTo(content);
            return content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(mark) >= 0;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // It has gone meanwhile.
            return false;
        }
    }
}
