using System.Text;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;

namespace DaprProcessing.Engines.Tests.Tools;

public sealed class ToolRunnerTests : IDisposable
{
    private readonly ToolRunner _tools = new();

    [Fact]
    public async Task Program_ReadsItsInput_AndSaysHowItEnded()
    {
        var call = new ToolCall("sh", ["-c", "tr a-z A-Z; echo why >&2; exit 3"]) { Input = "hello"u8.ToArray() };

        var result = await _tools.RunAsync(call, CancellationToken.None);

        Assert.Equal((3, "HELLO", "why\n"), (result.ExitCode, Encoding.UTF8.GetString(result.Output.Span), result.Errors));
    }

    [Fact]
    public async Task Program_ThatDoesNotReadItsInput_IsHeardAllTheSame()
    {
        var result = await _tools.RunAsync(new ToolCall("true", []) { Input = new byte[1 << 20] }, CancellationToken.None);

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Program_ThatHangs_IsEndedInTime()
    {
        var call = new ToolCall("sleep", ["300"]) { Limit = TimeSpan.FromSeconds(0.3) };

        Assert.Equal(FailureCodes.EngineTimeout, (await FailureAsync(call)).Code);
    }

    [Fact]
    public async Task Program_ThatWritesWithoutEnd_IsEnded()
    {
        var call = new ToolCall("yes", []) { MaxOutputBytes = 1 << 20 };

        Assert.Equal(FailureCodes.ResourceLimit, (await FailureAsync(call)).Code);
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task Program_KilledFromOutside_IsRunAgain_WithItsInput(string signal)
    {
        using var folder = new TempFolder();
        var script = $"cat; [ -e {folder.File("second")} ] || {{ touch {folder.File("second")}; kill -{signal} $$; }}";

        var result = await _tools.RunAsync(
            new ToolCall("sh", ["-c", script]) { Input = "hello"u8.ToArray() }, CancellationToken.None);

        Assert.Equal((0, "hello"), (result.ExitCode, Encoding.UTF8.GetString(result.Output.Span)));
    }

    [Fact]
    public async Task Program_KilledFromOutsideAgainAndAgain_IsWorthAnotherTryLater()
    {
        var failure = await FailureAsync(new ToolCall("sh", ["-c", "kill -KILL $$"]));

        Assert.Equal((FailureCodes.EngineCrash, true), (failure.Code, failure.Retryable));
        Assert.Contains("sh was killed again and again", failure.Message);
    }

    [Fact]
    public async Task Program_ThatIsNotInstalled_IsNamedWithItsPackage()
    {
        var failure = await FailureAsync(new ToolCall("no-such-program", []) { Package = "some-package" });

        Assert.Equal(FailureCodes.EngineUnavailable, failure.Code);
        Assert.Contains("no-such-program is not installed (Debian: apt-get install some-package)", failure.Message);
    }

    [Fact]
    public async Task Program_SeesNothingOfOurEnvironment()
    {
        Environment.SetEnvironmentVariable("TOOL_RUNNER_TEST_KEY", "secret");

        var result = await _tools.RunAsync(new ToolCall("env", []), CancellationToken.None);

        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(result.Output.Span));
    }

    [Fact]
    public async Task Program_IsHeldToItsMemoryAndFileSize()
    {
        var limits = await _tools.RunAsync(
            new ToolCall("sh", ["-c", "ulimit -d; ulimit -f; ulimit -c"]) { MaxMemoryBytes = 64 << 20, MaxFileBytes = 1 << 20 },
            CancellationToken.None);

        // In KiB, and in blocks of 512 bytes.
        Assert.Equal("65536\n2048\n0\n", Encoding.UTF8.GetString(limits.Output.Span));
    }

    [Fact]
    public async Task Program_IsEnded_WithWhoeverAsked()
    {
        using var gone = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _tools.RunAsync(new ToolCall("sleep", ["300"]), gone.Token));
    }

    public void Dispose() => _tools.Dispose();

    private async Task<Failure> FailureAsync(ToolCall call) =>
        (await Assert.ThrowsAsync<FailureException>(() => _tools.RunAsync(call, CancellationToken.None))).Failure;
}
