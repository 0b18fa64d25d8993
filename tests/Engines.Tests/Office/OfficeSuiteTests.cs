using System.Globalization;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Office;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using DaprProcessing.TestKit.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines.Tests.Office;

/// <summary>What becomes of a file by how the program behaves that lays it out.</summary>
public sealed class OfficeSuiteTests : IDisposable
{
    private static readonly byte[] Pages = new PdfBuilder().Page().Page().Build();

    private readonly TempFolder _folder = new();
    private readonly ToolRunner _tools = new();
    private readonly string _work;

    public OfficeSuiteTests() => _work = Directory.CreateDirectory(_folder.File("work")).FullName;

    // None where the machine was too busy for one to begin.
    private string[] Runs => Path.Combine(_work, "out", "runs") is var file && File.Exists(file) ? File.ReadAllLines(file) : [];

    [Fact]
    public async Task File_ThatIsLaidOut_IsAPdf()
    {
        var pdf = await LayOutAsync(FakeOfficeSuite.Well);

        Assert.Equal(Pages, await File.ReadAllBytesAsync(pdf));
        Assert.Single(Runs);
    }

    [Theory]
    [InlineData("exit 0", FailureCodes.InvalidDocument, 1)]
    [InlineData("exit 1", FailureCodes.InvalidDocument, 1)]
    [InlineData("echo no >$out/document.pdf", FailureCodes.EngineAnswerInvalid, 1)]
    [InlineData("ln -s /etc/passwd $out/document.pdf", FailureCodes.InvalidDocument, 1)]
    [InlineData("exit 139", FailureCodes.EngineCrash, 2)]
    [InlineData("head -c 5000000 /dev/zero >$out/document.pdf", FailureCodes.ResourceLimit, 1)]
    public async Task File_ThatIsNotLaidOut_FailsWithItsReason(string behaviour, string code, int runs)
    {
        var failure = await FailureAsync(behaviour, options => options.MaxFileBytes = 1 << 20);

        Assert.Equal((code, false, runs), (failure.Code, failure.Retryable, Runs.Length));
    }

    [Theory]
    [InlineData("[ $run -gt 1 ] || exit 139")]
    [InlineData("[ $run -gt 1 ] || exit 81")]
    [InlineData("[ $run -gt 4 ] || exit 137")]
    public async Task Program_ThatDiesByChance_IsStartedAgain(string behaviour)
    {
        await LayOutAsync($"{behaviour}\n{FakeOfficeSuite.Well}");

        Assert.NotEqual(1, Runs.Length);
    }

    [Fact]
    public async Task Program_ThatIsKilledAgainAndAgain_IsWorthAnotherTryLater()
    {
        var failure = await FailureAsync("exit 137");

        Assert.Equal((FailureCodes.EngineCrash, true), (failure.Code, failure.Retryable));
    }

    [Fact]
    public async Task Program_ThatHangs_IsEndedInTime_WithAllItHasStarted()
    {
        var failure = await FailureAsync(
            "sh -c 'echo $$ >>$0/runs; exec sleep 300' \"$out\"", options => options.ConvertLimit = TimeSpan.FromSeconds(3));

        Assert.Equal((FailureCodes.EngineTimeout, false), (failure.Code, failure.Retryable));
        Assert.All(Runs, AssertGone);
    }

    [Fact]
    public async Task Program_WhoseJobIsCancelled_IsEndedWithAllItHasStarted()
    {
        using var cancelled = new CancellationTokenSource();
        var running = LayOutAsync("sh -c 'echo $$ >>$0/runs; exec sleep 300' \"$out\"", cancellationToken: cancelled.Token);
        await Eventually.Async(
            () => Task.FromResult(Runs.Length == 2), TimeSpan.FromMinutes(1), "both processes run");

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.All(Runs, AssertGone);
    }

    [Fact]
    public async Task Program_ThatIsNotInstalled_IsNamedWithItsPackage()
    {
        var error = await Assert.ThrowsAsync<FailureException>(() => LayOutAsync(
            FakeOfficeSuite.Well, options => options.Program = _folder.File("none")));

        Assert.Equal((FailureCodes.EngineUnavailable, false), (error.Failure.Code, error.Failure.Retryable));
        Assert.Contains("apt-get install libreoffice-writer-nogui", error.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Part_ThatIsNotInstalled_IsNamedWithItsPackage()
    {
        // As LibreOffice is where its Calc is not.
        File.WriteAllText(_folder.File("soffice.bin"), "");
        File.WriteAllText(_folder.File("libswlo.so"), "");

        var error = await Assert.ThrowsAsync<FailureException>(() => LayOutAsync(
            FakeOfficeSuite.Well, mediaType: MediaTypes.Xlsx));

        Assert.Equal(FailureCodes.EngineUnavailable, error.Failure.Code);
        Assert.Contains("apt-get install libreoffice-calc-nogui", error.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfTheWeb_IsNotLaidOut()
    {
        var error = await Assert.ThrowsAsync<FailureException>(() => LayOutAsync(
            FakeOfficeSuite.Well, mediaType: MediaTypes.Html));

        Assert.Equal(FailureCodes.UnsupportedMediaType, error.Failure.Code);
    }

    public void Dispose()
    {
        _tools.Dispose();
        _folder.Dispose();
    }

    // One that is dead and that nobody has asked for has no command line any more.
    private static void AssertGone(string processId) =>
        Assert.Equal("", ProcessTree.CommandLineOf(int.Parse(processId, CultureInfo.InvariantCulture)));

    private async Task<Failure> FailureAsync(string behaviour, Action<OfficeSuiteOptions>? configure = null) =>
        (await Assert.ThrowsAsync<FailureException>(() => LayOutAsync(behaviour, configure))).Failure;

    private async Task<string> LayOutAsync(
        string behaviour, Action<OfficeSuiteOptions>? configure = null, string mediaType = MediaTypes.Docx,
        CancellationToken cancellationToken = default)
    {
        var options = new OfficeSuiteOptions { Program = FakeOfficeSuite.Write(_folder.Path, Pages, behaviour) };
        configure?.Invoke(options);
        var source = _folder.File("source");
        await File.WriteAllTextAsync(source, "what is in it is no matter here", CancellationToken.None);
        var suite = new OfficeSuite(_tools, Options.Create(options), NullLogger<OfficeSuite>.Instance);
        return await suite.LayOutAsync(new DocumentSource(source, mediaType), _work, cancellationToken);
    }
}
