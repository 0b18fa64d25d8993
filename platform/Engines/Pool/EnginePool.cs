using System.Diagnostics;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines.Pool;

/// <summary>
/// Engine processes, started when needed, kept warm, ended when idle, worn out or misbehaving. At most
/// <see cref="EngineOptions.Processes"/> requests are worked on at a time, the others wait in a bounded queue.
/// </summary>
public sealed class EnginePool : IAsyncDisposable
{
    private readonly EngineOptions _options;
    private readonly ILogger<EnginePool> _logger;
    private readonly Lock _gate = new();
    private readonly List<EngineProcess> _idle = [];
    private readonly HashSet<EngineProcess> _busy = [];
    private readonly EngineQueue _queue = new();
    private readonly Timer _idleTimer;
    private int _places;
    private bool _disposed;

    public EnginePool(IOptions<EngineOptions> options, ILogger<EnginePool> logger)
    {
        _options = options.Value;
        _logger = logger;
        var period = _options.IdleAfter / 4;
        _idleTimer = new Timer(_ => RetireIdle(), null, period, period);
        EngineMetrics.Watch(this, _options.Program);
    }

    /// <summary>Engine processes now alive, busy or idle.</summary>
    public int Alive
    {
        get
        {
            lock (_gate)
            {
                return _idle.Count + _busy.Count;
            }
        }
    }

    /// <summary>Requests that wait for an engine.</summary>
    internal int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count;
            }
        }
    }

    internal IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (_gate)
            {
                return [.. _idle.Concat(_busy).Select(engine => engine.Id)];
            }
        }
    }

    /// <summary>Has one engine do one request. A page that ends its engine is tried once more, alone in a new one.</summary>
    /// <exception cref="FailureException">The document or the page cannot be done.</exception>
    internal async Task<EngineReply> RunAsync(EngineRequest request, TimeSpan wallLimit, CancellationToken cancellationToken)
    {
        EngineReply reply;
        try
        {
            reply = await RunOnceAsync(request, wallLimit, fresh: false, cancellationToken).ConfigureAwait(false);
        }
        catch (FailureException lost) when (EngineFailures.IsWorthAnotherTry(lost.Failure))
        {
            _logger.LogWarning("An engine was lost to {Operation} of page {PageNo}: {Code}; the page is tried once more",
                request.Operation, request.PageNo, lost.Failure.Code);
            reply = await RunOnceAsync(request, wallLimit, fresh: true, cancellationToken).ConfigureAwait(false);
        }

        return reply.Failure is null ? reply : throw new FailureException(reply.Failure);
    }

    public async ValueTask DisposeAsync()
    {
        EngineMetrics.Forget(this);
        EngineProcess[] idle, busy;
        lock (_gate)
        {
            _disposed = true;
            idle = [.. _idle];
            busy = [.. _busy];
            _idle.Clear();
            while (_queue.Next(null) is { } waiter)
            {
                waiter.Granted.TrySetException(new ObjectDisposedException(nameof(EnginePool)));
            }
        }

        await _idleTimer.DisposeAsync().ConfigureAwait(false);
        foreach (var engine in busy)
        {
            engine.Kill();
        }

        await Task.WhenAll(idle.Select(engine => engine.RetireAsync()).Concat(
            busy.Select(engine => engine.AwaitExitAsync()))).ConfigureAwait(false);
    }

    private async Task<EngineReply> RunOnceAsync(
        EngineRequest request, TimeSpan wallLimit, bool fresh, CancellationToken cancellationToken)
    {
        // The password belongs to what is open: the engine opens the file anew where it differs.
        var document = request.Path.Length == 0 ? null : request.Path;
        var engine = await AcquireAsync(document, fresh, cancellationToken).ConfigureAwait(false);
        try
        {
            // So many threads use so many processor seconds in each of the clock.
            var seconds = wallLimit.TotalSeconds * (request.Recording?.Threads ?? request.Vision?.Threads ?? 1);
            var granted = request with { CpuSeconds = (int)Math.Ceiling(seconds) + 5 };
            return await engine.ExchangeAsync(granted, document, wallLimit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            EngineMetrics.Ended(_options.Program, error is FailureException lost ? lost.Failure.Code : "cancelled");
            engine.Kill();
            throw;
        }
        finally
        {
            await ReleaseAsync(engine).ConfigureAwait(false);
        }
    }

    private async Task<EngineProcess> AcquireAsync(string? document, bool fresh, CancellationToken cancellationToken)
    {
        EngineQueue.Waiter? waiter = null;
        EngineProcess? engine = null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _idle.RemoveAll(candidate => candidate.HasEnded && Forget());
            engine = TakeIdle(document);
            if (engine is null && _places < _options.ProcessCount)
            {
                _places++;
            }
            else if (engine is null)
            {
                waiter = _queue.Count < _options.MaxQueued ? _queue.Add(document, fresh)
                    : throw new FailureException(EngineFailures.QueueFull);
            }
        }

        if (waiter is not null)
        {
            engine = await AwaitGrantAsync(waiter, cancellationToken).ConfigureAwait(false);
        }

        if (engine is not null && fresh)
        {
            await engine.RetireAsync().ConfigureAwait(false);
            engine = null;
        }

        return Start(engine);
    }

    private async Task<EngineProcess?> AwaitGrantAsync(EngineQueue.Waiter waiter, CancellationToken cancellationToken)
    {
        using var onCancelled = cancellationToken.UnsafeRegister(
            _ =>
            {
                lock (_gate)
                {
                    _queue.Remove(waiter);
                }

                waiter.Granted.TrySetCanceled(cancellationToken);
            },
            null);
        return await waiter.Granted.Task.ConfigureAwait(false);
    }

    /// <summary>Takes the place that is already counted.</summary>
    private EngineProcess Start(EngineProcess? engine)
    {
        try
        {
            engine ??= EngineProcess.Start(_options);
        }
        catch
        {
            FreePlace();
            throw;
        }

        lock (_gate)
        {
            _busy.Add(engine);
        }

        return engine;
    }

    private async Task ReleaseAsync(EngineProcess engine)
    {
        var residentBytes = engine.ResidentBytes();
        var wornOut = residentBytes == 0 || residentBytes > _options.RecycleAboveBytes
            || engine.Requests >= _options.RecycleAfterRequests;
        lock (_gate)
        {
            _busy.Remove(engine);
            if (!wornOut && !_disposed && !engine.HasEnded)
            {
                HandOn(engine);
                return;
            }
        }

        if (!engine.HasEnded)
        {
            EngineMetrics.Ended(_options.Program, residentBytes == 0 ? "died" : "recycled");
        }

        // The place is free only when the process is gone, so that there are never more than were asked for.
        await engine.RetireAsync().ConfigureAwait(false);
        FreePlace();
    }

    /// <summary>Under the lock. A waiter that was cancelled meanwhile is passed over.</summary>
    private void HandOn(EngineProcess engine)
    {
        while (_queue.Next(engine.Document) is { } waiter)
        {
            if (waiter.Granted.TrySetResult(engine))
            {
                return;
            }
        }

        engine.IdleSince = Stopwatch.GetTimestamp();
        _idle.Add(engine);
    }

    private void FreePlace()
    {
        lock (_gate)
        {
            while (!_disposed && _queue.Next(null) is { } waiter)
            {
                if (waiter.Granted.TrySetResult(null))
                {
                    return;
                }
            }

            _places--;
        }
    }

    /// <summary>Under the lock: the engine that has the document open, else the one idle for the longest.</summary>
    private EngineProcess? TakeIdle(string? document)
    {
        var at = document is null ? -1 : _idle.FindIndex(engine => engine.Document == document);
        at = at < 0 && _idle.Count > 0 ? 0 : at;
        if (at < 0)
        {
            return null;
        }

        var engine = _idle[at];
        _idle.RemoveAt(at);
        return engine;
    }

    private bool Forget()
    {
        _places--;
        return true;
    }

    private void RetireIdle()
    {
        List<EngineProcess> expired;
        lock (_gate)
        {
            expired = _idle.FindAll(engine => Stopwatch.GetElapsedTime(engine.IdleSince) >= _options.IdleAfter);
            _idle.RemoveAll(expired.Contains);
        }

        foreach (var engine in expired)
        {
            _ = RetireAndFreeAsync(engine);
        }
    }

    private async Task RetireAndFreeAsync(EngineProcess engine)
    {
        EngineMetrics.Ended(_options.Program, "idle");
        await engine.RetireAsync().ConfigureAwait(false);
        FreePlace();
    }
}
