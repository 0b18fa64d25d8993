using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.Charts.Tests.Tools;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>The script of <c>helm test</c>, as rendered, against a platform on this machine.</summary>
public sealed class HelmTestTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private PlatformProcess _platform = null!;

    public async Task InitializeAsync() => _platform = await PlatformProcess.StartAsync(_folder.File("data"));

    [Fact]
    public async Task Script_OfTheChart_FindsTheTextOfItsPage()
    {
        var ran = await RunAsync(pdf => pdf);

        Assert.True(ran.ExitCode == 0, $"{ran.Output}{ran.Errors}\n{_platform.Log}");
        Assert.Contains("The platform read this page on your cluster.", ran.Output);
    }

    [Fact]
    public async Task Script_WhereTheJobFails_FailsAndShowsIt()
    {
        var ran = await RunAsync(pdf => pdf[..60]);

        Assert.NotEqual(0, ran.ExitCode);
        Assert.NotEmpty(ran.Output);
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<ToolResult> RunAsync(Func<byte[], byte[]> page)
    {
        var objects = await Chart.ObjectsAsync("trial");
        var map = objects.Single(rendered => rendered is { Kind: "ConfigMap", Name: "dp-dapr-processing-test" });
        var pod = objects.Single(rendered => rendered is { Kind: "Pod", Name: "dp-dapr-processing-test" });
        Assert.Equal(
            ["sh", "/test/submit.sh"],
            RenderedObject.ContainersOf(pod.Json).Single()["command"]!.AsArray().Select(word => (string?)word));
        // The pod's volumes are folders here.
        var script = ((string)map.Json["data"]!["submit.sh"]!)
            .Replace("/test/", $"{_folder.Path}/", StringComparison.Ordinal)
            .Replace("/tmp/job.json", _folder.File("job.json"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.File("submit.sh"), script);
        await File.WriteAllBytesAsync(
            _folder.File("page.pdf"), page(Convert.FromBase64String((string)map.Json["binaryData"]!["page.pdf"]!)));
        return await ToolResult.OfAsync(
            "env", [$"GATEWAY={_platform.Http.BaseAddress!.ToString().TrimEnd('/')}", "sh", _folder.File("submit.sh")],
            _folder.Path);
    }
}
