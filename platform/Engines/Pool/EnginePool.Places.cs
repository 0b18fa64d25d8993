using System.Collections.Immutable;
using System.Diagnostics;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Confinement;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.Engines.Pool;

/// <content>Who has an engine, who waits for one, and when engines start and end.</content>
public sealed partial class EnginePool
{
    private async Task<EngineProcess> AcquireAsync(
        EngineRequest request, string? document, bool fresh, CancellationToken cancellationToken)
    {
        var models = FoldersOf(request);
        EngineQueue.Waiter? waiter = null;
        EngineProcess? engine = null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _idle.RemoveAll(candidate => candidate.HasEnded && Forget(candidate));
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

        if (engine is not null && (fresh || !engine.MayRead(models)))
        {
            await engine.RetireAsync().ConfigureAwait(false);
            engine = null;
        }

        return Start(engine, document, models);
    }

    /// <summary>Of all models that were asked for so far: an engine that has been given one folder is asked for others.</summary>
    private ImmutableHashSet<string> FoldersOf(EngineRequest request)
    {
        foreach (var model in request.Models)
        {
            lock (_gate)
            {
                _models = _models.Union(_known.Add(model) ? EngineFiles.FoldersOf(model) : []);
            }
        }

        return _models;
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
        Task granted = waiter.Granted.Task;
        while (true)
        {
            // A wait of this kind leaves no timer behind, which may be set to a day.
            await granted.WaitAsync(_options.SpareAfter, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (granted.IsCompleted)
            {
                return await waiter.Granted.Task.ConfigureAwait(false);
            }

            if (TryTakeSpare(waiter))
            {
                return null;
            }
        }
    }

    /// <summary>A place above the number, for a document that has no engine at work.</summary>
    private bool TryTakeSpare(EngineQueue.Waiter waiter)
    {
        lock (_gate)
        {
            if (_disposed || waiter.Document is null || _places > _options.ProcessCount || _queue.IsAtWork(waiter.Document)
                || !_queue.Remove(waiter))
            {
                return false;
            }

            _places++;
            return true;
        }
    }

    /// <summary>Takes the place that is already counted.</summary>
    private EngineProcess Start(EngineProcess? engine, string? document, ImmutableHashSet<string> models)
    {
        try
        {
            engine ??= EngineProcess.Start(_options, models);
        }
        catch (Exception error)
        {
            _losses.DidNotStart(error.Message);
            FreePlace();
            throw;
        }

        lock (_gate)
        {
            _busy.Add(engine);
            _queue.Begin(document);
        }

        return engine;
    }

    private async Task ReleaseAsync(EngineProcess engine, string? document)
    {
        var residentBytes = engine.ResidentBytes();
        var wornOut = residentBytes == 0 || residentBytes > _options.RecycleAboveBytes
            || engine.Requests >= _options.RecycleAfterRequests;
        lock (_gate)
        {
            _busy.Remove(engine);
            _queue.End(document);
            // One above the number is handed on as long as somebody would start another: a start costs more than most pages.
            var isWanted = _places <= _options.ProcessCount || _queue.IsStarving(_options.SpareAfter);
            if (!wornOut && isWanted && !_disposed && !engine.HasEnded)
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
            while (!_disposed && _places <= _options.ProcessCount && _queue.Next(null) is { } waiter)
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

    private bool Forget(EngineProcess engine)
    {
        engine.Forget();
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
