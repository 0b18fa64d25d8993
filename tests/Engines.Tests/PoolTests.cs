using System.Diagnostics;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Confinement;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

public sealed class PoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData("crash", FailureCodes.EngineCrash)]
    [InlineData("exit", FailureCodes.EngineCrash)]
    [InlineData("memory", FailureCodes.ResourceLimit)]
    public async Task RunAsync_EngineDies_FailsTypedAndTheNextRequestWorks(string fault, string code)
    {
        await using var engines = Engines(options => options.MaxResidentBytes = 256L << 20);

        Assert.Equal(code, await Failures.CodeOf(() => Commit(engines, fault, Patience)));

        await AssertWorks(engines);
    }

    [Fact]
    public async Task RunAsync_TooMuchMemory_NamesTheOption()
    {
        await using var engines = Engines(options => options.MaxResidentBytes = 256L << 20);

        var lost = await Assert.ThrowsAsync<FailureException>(() => Commit(engines, "memory", Patience));

        Assert.Contains("MaxResidentBytes", lost.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("spin")]
    public async Task RunAsync_EngineTakesTooLong_IsKilledAfterASecondTry(string fault)
    {
        await using var engines = Engines();
        var clock = Stopwatch.StartNew();

        Assert.Equal(FailureCodes.EngineTimeout, await Failures.CodeOf(() => Commit(engines, fault, Short)));

        Assert.True(clock.Elapsed >= Short * 2, "the page was tried once only");
        Assert.Equal(0, engines.Pool.Alive);
        await AssertWorks(engines);
    }

    [Fact]
    public async Task RunAsync_Cancelled_KillsTheWork()
    {
        await using var engines = Engines();
        using var cancellation = new CancellationTokenSource();
        var work = Commit(engines, "spin", Patience, cancellation.Token);
        await Eventually.Async(() => engines.Pool.Alive == 1, Patience, "an engine is at work");
        var id = engines.Pool.ProcessIds[0];

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        await Eventually.Async(() => !IsRunning(id), Patience, "the engine is gone");
        await AssertWorks(engines);
    }

    [Fact]
    public async Task RunAsync_QueueFull_IsRefusedAsRetryable()
    {
        await using var engines = Engines(options => options.MaxQueued = 1);
        using var cancellation = new CancellationTokenSource();
        var working = Commit(engines, "spin", Patience, cancellation.Token);
        var waiting = Commit(engines, "spin", Patience, cancellation.Token);

        var refused = await Assert.ThrowsAsync<FailureException>(() => Commit(engines, "spin", Patience, cancellation.Token));

        Assert.Equal((FailureCodes.ResourceLimit, true), (refused.Failure.Code, refused.Failure.Retryable));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await AssertWorks(engines);
    }

    [Fact]
    public async Task RunAsync_NothingToDo_EnginesExit()
    {
        await using var engines = Engines(options => options.IdleAfter = TimeSpan.FromMilliseconds(200));
        await AssertWorks(engines);

        await Eventually.Async(() => engines.Pool.Alive == 0, Patience, "the idle engine exits");

        await AssertWorks(engines);
    }

    [Fact]
    public async Task RunAsync_ManyPages_KeepWithinTheProcessesAllowed()
    {
        await using var engines = Engines(options => (options.Processes, options.RecycleAfterRequests) = (2, 5));
        var source = engines.Pdf(new PdfBuilder().Pages(40, (page, number) => page.Text(72, 700, $"Page {number}")));
        var most = 0;

        var pages = await Task.WhenAll(Enumerable.Range(1, 40).Select(async pageNo =>
        {
            var text = await engines.Extractor.ExtractAsync(source, pageNo, default);
            most = Math.Max(most, engines.Pool.Alive);
            return text;
        }));

        Assert.Equal(Enumerable.Range(1, 40).Select(number => $"Page {number}\n"), pages.Select(page => page.PlainText));
        Assert.InRange(most, 1, 2);
    }

    [Theory]
    [InlineData("socket")]
    [InlineData("fork")]
    [InlineData("kill")]
    [InlineData("other-calls")]
    [InlineData("execute")]
    public async Task Engine_AsksForWhatADocumentNeverNeeds_IsRefusedByTheKernel(string call)
    {
        await using var engines = Engines();

        // The engine exits, and the work fails, where the call goes through.
        await Commit(engines, call, Patience);

        Assert.True((await engines.Pool.RunAsync(new EngineRequest(EngineOperation.Ping), Patience, default)).IsConfined);
    }

    [Fact]
    public async Task Engine_OpensAFileBesideItsDocument_IsRefusedByTheKernel()
    {
        await using var engines = Engines();
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Text(72, 700, "Mine")));
        var beside = Path.Combine(Path.GetDirectoryName(source.Path)!, "beside.pdf");
        await File.WriteAllTextAsync(beside, "somebody else's");

        Assert.Equal("Mine\n", (await engines.Extractor.ExtractAsync(source, 1, default)).PlainText);
        await Commit(engines, $"open {beside}", Patience);
        await Commit(engines, $"open {source.Path}", Patience);
        await Commit(engines, $"open {Path.GetDirectoryName(beside)}", Patience);
        await Commit(engines, $"open /proc/{Environment.ProcessId}/root{beside}", Patience);
        await Commit(engines, $"make {beside}.new", Patience);

        // The engine is still the first: none of it went through.
        Assert.Equal("Mine\n", (await engines.Extractor.ExtractAsync(source, 1, default)).PlainText);
        Assert.Equal(1, engines.Pool.Alive);
    }

    [Fact]
    public async Task Engine_BetweenRequests_HasNothingOfADocument()
    {
        var engines = Engines();
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Text(72, 700, "Mine")));
        await engines.Extractor.ExtractAsync(source, 1, default);
        var folder = Directory.ResolveLinkTarget($"/proc/{engines.Pool.ProcessIds[0]}/cwd", returnFinalTarget: true)!.FullName;

        Assert.NotEqual(Path.GetTempPath().TrimEnd('/'), folder);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));

        await engines.DisposeAsync();
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Document_OnAnotherDisk_IsCopiedOnce()
    {
        // The kernel's memory disk, which is another one than the temporary folder's.
        var (path, folder) = ($"/dev/shm/dapr-processing-{Guid.NewGuid():N}.pdf", new EngineFolder());
        try
        {
            File.WriteAllText(path, "text");
            var here = folder.Enter(new EngineRequest(EngineOperation.Text, path)).Path;
            var copiedAt = File.GetCreationTimeUtc(here);
            folder.Leave(isDone: true);
            Assert.Equal("text", File.ReadAllText(here));

            Assert.Equal(here, folder.Enter(new EngineRequest(EngineOperation.Text, path)).Path);
            Assert.Equal(copiedAt, File.GetCreationTimeUtc(here));
        }
        finally
        {
            File.Delete(path);
            folder.Remove();
        }
    }

    [Fact]
    public void Engine_OfAServiceWithSecrets_IsNotToldThem()
    {
        var told = new Dictionary<string, string?>
        {
            ["PATH"] = "/bin", ["DAPR_API_TOKEN"] = "secret", ["S3_SECRET_KEY"] = "secret", ["NATS_TOKEN"] = "secret",
            ["DOTNET_ROOT"] = "/dotnet",
        };

        EngineEnvironment.Keep(told);

        Assert.Equal(["DOTNET_ROOT", "PATH"], told.Keys.Order());
    }

    [Fact]
    public async Task Engine_ParentGone_ExitsInTheMiddleOfItsWork()
    {
        using var engine = Process.Start(EngineProgram.StartInfo(new EngineOptions { TestFaults = true }))!;
        EngineFrames.Write(engine.StandardInput.BaseStream, new EngineRequest(EngineOperation.Fault) { Fault = "spin" },
            EngineJson.Default.EngineRequest);

        // What the kernel does for a process that is killed: its ends of the pipes close.
        engine.StandardInput.Close();

        using var patience = new CancellationTokenSource(Patience);
        await engine.WaitForExitAsync(patience.Token);
        Assert.Equal(0, engine.ExitCode);
    }

    [Fact]
    public async Task RunAsync_FaultWithoutTheTestSwitch_IsRefused()
    {
        await using var engines = Engines(options => options.TestFaults = false);

        Assert.Equal(FailureCodes.Internal, await Failures.CodeOf(() => Commit(engines, "crash", Patience)));
    }

    private static EngineFixture Engines(Action<EngineOptions>? configure = null) => new([], options =>
    {
        (options.Processes, options.TestFaults) = (1, true);
        configure?.Invoke(options);
    });

    private static Task Commit(
        EngineFixture engines, string fault, TimeSpan limit, CancellationToken cancellationToken = default) =>
        engines.Pool.RunAsync(new EngineRequest(EngineOperation.Fault) { Fault = fault }, limit, cancellationToken);

    private static async Task AssertWorks(EngineFixture engines)
    {
        var text = await engines.Extractor.ExtractAsync(
            engines.Pdf(new PdfBuilder().Page(page => page.Text(72, 700, "Alive"))), 1, default);
        Assert.Equal("Alive\n", text.PlainText);
    }

    private static void Kill(int processId)
    {
        using var engine = Process.GetProcessById(processId);
        engine.Kill();
    }

    private static bool IsRunning(int processId) => Directory.Exists($"/proc/{processId}");
}
