using System.Diagnostics;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd;

public sealed class RealDaprTests
{
    [Fact]
    public async Task Preflight_NothingInstalled_NamesAllThatIsMissing()
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(SamplePaths.RepositoryRoot, "scripts", "run-dapr.sh")]) { RedirectStandardError = true };
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment.Remove("S3_ENDPOINT");
        using var script = Process.Start(start)!;

        var said = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();

        Assert.Equal(1, script.ExitCode);
        Assert.All((string[])["daprd", "placement", "scheduler", "S3_ENDPOINT"], name => Assert.Contains(name, said));
    }
}
