using System.Text.RegularExpressions;
using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.Charts.Tests.Tools;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>A real nats-server understands the configuration that the chart gives its own.</summary>
public sealed partial class NatsConfigTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("trial")]
    [InlineData("production")]
    public async Task Server_CheckingItsConfiguration_FindsNothing(string name)
    {
        var checkedBy = await CheckAsync(await ConfigurationAsync(name));

        Assert.True(checkedBy.ExitCode == 0, checkedBy.Errors);
    }

    [Fact]
    public async Task Server_CheckingAWordThatIsNone_SaysSo()
    {
        var configuration = await ConfigurationAsync("trial");

        var checkedBy = await CheckAsync(configuration.Replace("max_file_store", "max_files", StringComparison.Ordinal));

        Assert.NotEqual(0, checkedBy.ExitCode);
        Assert.Contains("max_files", checkedBy.Errors + checkedBy.Output);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> ConfigurationAsync(string name)
    {
        var map = (await Chart.ObjectsAsync(name))
            .Single(rendered => rendered is { Kind: "ConfigMap", Name: "dp-dapr-processing-nats" });
        return Elsewhere().Replace((string)map.Json["data"]!["nats.conf"]!, "")
            .Replace("$NATS_TOKEN", "nats-0123", StringComparison.Ordinal)
            .Replace("$NATS_ROUTE_", "nats://route:nats-0123@127.0.0.1:622", StringComparison.Ordinal)
            .Replace("$POD_NAME", "nats-0", StringComparison.Ordinal);
    }

    private async Task<ToolResult> CheckAsync(string configuration)
    {
        var file = _folder.File("nats.conf");
        await File.WriteAllTextAsync(file, configuration);
        return await ToolResult.OfAsync(
            File.Exists("/usr/sbin/nats-server") ? "/usr/sbin/nats-server" : "nats-server", ["-t", "-c", file], _folder.Path);
    }

    // Certificates are in the cluster, and Debian's server is older than sync_interval.
    [GeneratedRegex(@"^( *sync_interval:.*| *tls \{[^}]*\})$", RegexOptions.Multiline)]
    private static partial Regex Elsewhere();
}
