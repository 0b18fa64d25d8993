using System.Diagnostics;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Confinement;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.Engines.Pool;

/// <summary>One engine process. Does one request at a time; what goes wrong with the process ends it.</summary>
internal sealed class EngineProcess
{
    private const int MaxReplyBytes = 256 << 20;
    private const int KilledBySignal = 128;
    private const int ExitOnHangup = KilledBySignal + 1;
    private const int ExitOnInterrupt = KilledBySignal + 2;
    private const int ExitOnKill = KilledBySignal + 9;
    private const int ExitOnTerminate = KilledBySignal + 15;
    private const int ExitOnCpuLimit = KilledBySignal + 24;

    /// <summary>An engine that died by itself with this share of its memory in use most likely died of it.</summary>
    private const double NearlyFull = 0.6;

    /// <summary>With less in use than that, and a kernel that does not tell, it was killed by another hand.</summary>
    private const double Small = 0.25;

    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan ExitWithin = TimeSpan.FromSeconds(5);

    private readonly EngineOptions _options;
    private readonly Process _process;
    private readonly EngineFolder? _folder;
    private readonly IReadOnlySet<string> _models;
    private readonly Lock _gate = new();
    private TaskCompletionSource<EngineReply?>? _awaited;
    private bool _ended;
    private bool _isOurKill;
    private long _lastResidentBytes;
    private long? _kernelKills;

    private EngineProcess(EngineOptions options, Process process, EngineFolder? folder, IReadOnlySet<string> models) =>
        (_options, _process, _folder, _models) = (options, process, folder, models);

    public int Id => _process.Id;

    /// <summary>What the process has open, see <see cref="EnginePool"/>.</summary>
    public string? Document { get; private set; }

    public long IdleSince { get; set; } = Stopwatch.GetTimestamp();

    public int Requests { get; private set; }

    /// <summary>Gone, or told to go.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_gate)
            {
                return _ended;
            }
        }
    }

    /// <param name="models">Folders of models, which it may read; of documents it reads what is in its folder.</param>
    public static EngineProcess Start(EngineOptions options, IReadOnlySet<string> models)
    {
        var start = EngineProgram.StartInfo(options);
        var engine = options.ConfinesFiles && FileAccessRules.CanApply ? Confined(options, start, models)
            : new EngineProcess(options, Process.Start(start)!, folder: null, models);

        // A thread of its own: reading a pipe blocks, and the thread pool has few threads to spare for that.
        new Thread(engine.ReadReplies, maxStackSize: 256 * 1024) { IsBackground = true, Name = "engine replies" }.Start();
        return engine;
    }

    /// <summary>False where it was started before a model's folder was known.</summary>
    public bool MayRead(IReadOnlySet<string> models) => _folder is null || models.IsSubsetOf(_models);

    /// <summary>The engine's answer, a failure of the document included.</summary>
    /// <exception cref="FailureException">The engine crashed, took too long or too much; it is ended then.</exception>
    public async Task<EngineReply> ExchangeAsync(
        EngineRequest request, string? document, TimeSpan wallLimit, CancellationToken cancellationToken)
    {
        Document = document;
        Requests++;
        _lastResidentBytes = 0;
        _kernelKills = KernelKills.Count();
        try
        {
            var reply = Send(_folder?.Enter(request) ?? request) is { } sent
                ? await WatchAsync(sent, wallLimit, cancellationToken).ConfigureAwait(false) : null;
            if (reply is not null)
            {
                _folder?.Leave(isDone: reply.Failure is null);
            }

            return reply ?? throw new FailureException(await CauseOfDeathAsync().ConfigureAwait(false));
        }
        catch
        {
            Kill();
            throw;
        }
    }

    /// <summary>0 once the process is gone.</summary>
    public long ResidentBytes() => ProcessMemory.ResidentBytes(Id);

    /// <summary>Asks the engine to exit by closing its input, and sees to it that it does.</summary>
    public async Task RetireAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The engine has gone before it was told.
            Kill();
        }

        await AwaitExitAsync().ConfigureAwait(false);
    }

    public void Kill()
    {
        // At once, not when the process is seen to be gone: nobody may be handed an engine that is dying.
        lock (_gate)
        {
            _ended = _isOurKill = true;
        }

        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has exited by itself, which is as good.
        }
    }

    /// <summary>The exit status; null where the process would not go.</summary>
    public async Task<int?> AwaitExitAsync()
    {
        using var patience = new CancellationTokenSource(ExitWithin);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            Kill();
            return null;
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>Lets go of what an engine leaves that has ended.</summary>
    public void Forget() => _folder?.Remove();

    private static EngineProcess Confined(EngineOptions options, ProcessStartInfo start, IReadOnlySet<string> models)
    {
        var folder = new EngineFolder();
        try
        {
            start.WorkingDirectory = start.Environment["TMPDIR"] = folder.Path;
            var process = ConfinedStart.Start(start, folder.Path, [.. EngineFiles.Of(start), .. models]);
            return new EngineProcess(options, process, folder, models);
        }
        catch
        {
            folder.Remove();
            throw;
        }
    }

    private Task<EngineReply?>? Send(EngineRequest request)
    {
        var awaited = new TaskCompletionSource<EngineReply?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_ended)
            {
                return null;
            }

            _awaited = awaited;
        }

        try
        {
            EngineFrames.Write(_process.StandardInput.BaseStream, request, EngineJson.Default.EngineRequest);
            return awaited.Task;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Waits for the reply with an eye on time and memory; null where the engine ended instead.</summary>
    private async Task<EngineReply?> WatchAsync(Task<EngineReply?> reply, TimeSpan wallLimit, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            await Task.WhenAny(reply, Task.Delay(WatchEvery, cancellationToken)).ConfigureAwait(false);
            if (reply.IsCompleted)
            {
                return await reply.ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            _lastResidentBytes = Math.Max(_lastResidentBytes, ResidentBytes());
            if (_lastResidentBytes > _options.MaxResidentBytes)
            {
                throw new FailureException(EngineFailures.OutOfMemory);
            }

            if (Stopwatch.GetElapsedTime(started) > wallLimit)
            {
                throw new FailureException(EngineFailures.OutOfTime(wallLimit));
            }
        }
    }

    private async Task<Failure> CauseOfDeathAsync() => await AwaitExitAsync().ConfigureAwait(false) switch
    {
        ExitOnCpuLimit => EngineFailures.OutOfProcessorTime,
        _ when _lastResidentBytes > NearlyFull * _options.MaxResidentBytes => EngineFailures.OutOfMemory,
        ExitOnKill when _isOurKill => EngineFailures.Crashed,
        // Not by us: the kernel ended the largest process of a full container, or somebody did.
        ExitOnKill when IsByTheKernel() => EngineFailures.KilledForMemory,
        ExitOnKill or ExitOnTerminate or ExitOnInterrupt or ExitOnHangup => EngineFailures.Killed,
        _ => EngineFailures.Crashed,
    };

    private bool IsByTheKernel() => (KernelKills.Count(), _kernelKills) is ({ } now, { } before)
        ? now > before : _lastResidentBytes > Small * _options.MaxResidentBytes;

    private void ReadReplies()
    {
        var output = _process.StandardOutput.BaseStream;
        try
        {
            while (EngineFrames.ReadReply(output, MaxReplyBytes) is { } reply)
            {
                Take()?.TrySetResult(reply);
            }
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or ObjectDisposedException)
        {
            // Whatever it said, it is no longer the engine we started.
            Kill();
        }

        lock (_gate)
        {
            _ended = true;
        }

        Take()?.TrySetResult(null);
    }

    private TaskCompletionSource<EngineReply?>? Take()
    {
        lock (_gate)
        {
            var awaited = _awaited;
            _awaited = null;
            return awaited;
        }
    }
}
