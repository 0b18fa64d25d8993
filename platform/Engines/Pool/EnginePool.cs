using System.Collections.Immutable;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines.Pool;

/// <summary>
/// Engine processes, started when needed, kept warm, ended when idle, worn out or misbehaving. At most
/// <see cref="EngineOptions.Processes"/> requests are worked on at a time, the others wait in a bounded queue; one more where a
/// document has waited long without any.
/// </summary>
public sealed partial class EnginePool : IEnginePool, IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly EngineOptions _options;
    private readonly ILogger<EnginePool> _logger;
    private readonly Lock _gate = new();
    private readonly List<EngineProcess> _idle = [];
    private readonly HashSet<EngineProcess> _busy = [];
    private readonly EngineQueue _queue = new();
    private readonly DocumentCosts _costs;
    private readonly CrashLog _crashes = new();
    private readonly AloneGate _atWork = new();
    private readonly EngineLosses _losses = new();
    private readonly Timer _idleTimer;
    private readonly HashSet<string> _known = [];
    private ImmutableHashSet<string> _models = [];
    private int _places;
    private bool _disposed;

    public EnginePool(IOptions<EngineOptions> options, ILogger<EnginePool> logger)
    {
        _options = options.Value;
        _logger = logger;
        _costs = new DocumentCosts(_options.CostlyTime);
        var period = _options.IdleAfter / 4;
        _idleTimer = new Timer(_ => RetireIdle(), null, period, period);
        EngineMetrics.Watch(this, _options.Program);
    }

    PartHealth IEnginePool.Health => new(_options.Program, _losses.Trouble);

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

    /// <summary>Has one engine do one request. A page that ends its engine is tried again, see <see cref="PageTrial"/>.</summary>
    /// <exception cref="FailureException">The document or the page cannot be done.</exception>
    internal async Task<EngineReply> RunAsync(EngineRequest request, TimeSpan wallLimit, CancellationToken cancellationToken)
    {
        var trial = new PageTrial();
        while (true)
        {
            var (reply, lost) = await TryAsync(request, wallLimit, trial, cancellationToken).ConfigureAwait(false);
            if (reply is not null)
            {
                return reply.Failure is null ? reply : throw new FailureException(reply.Failure);
            }

            if (lost!.Code == FailureCodes.EngineCrash)
            {
                // Others that die of the same cause do so within moments of each other.
                await Task.Delay(Moment, cancellationToken).ConfigureAwait(false);
            }

            if (!trial.Again(lost, _crashes, _costs.IsSpent(DocumentOf(request))))
            {
                throw new FailureException(lost);
            }

            _logger.LogWarning("An engine was lost to {Operation} of page {PageNo}: {Code}; the page is tried again",
                request.Operation, request.PageNo, lost.Code);
            await Task.Delay(trial.Pause, cancellationToken).ConfigureAwait(false);
        }
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

    private async Task<(EngineReply? Reply, Failure? Lost)> TryAsync(
        EngineRequest request, TimeSpan wallLimit, PageTrial trial, CancellationToken cancellationToken)
    {
        var document = DocumentOf(request);
        var engine = await AcquireAsync(request, document, trial.IsFresh, cancellationToken).ConfigureAwait(false);
        try
        {
            using var atWork = await _atWork.EnterAsync(trial.IsAlone, cancellationToken).ConfigureAwait(false);
            var limit = _costs.LimitFor(document, wallLimit);
            // So many threads use so many processor seconds in each of the clock.
            var seconds = limit.TotalSeconds * (request.Recording?.Threads ?? request.Vision?.Threads ?? 1);
            var granted = request with { CpuSeconds = (int)Math.Ceiling(seconds) + 5 };
            var reply = await engine.ExchangeAsync(granted, document, limit, cancellationToken).ConfigureAwait(false);
            _losses.Forget();
            return (reply, null);
        }
        catch (FailureException lost)
        {
            EngineMetrics.Ended(_options.Program, lost.Failure.Code);
            Note(lost.Failure, document, wallLimit, trial);
            return (null, lost.Failure);
        }
        catch
        {
            EngineMetrics.Ended(_options.Program, "cancelled");
            engine.Kill();
            throw;
        }
        finally
        {
            await ReleaseAsync(engine, document).ConfigureAwait(false);
        }
    }

    private void Note(Failure lost, string? document, TimeSpan wallLimit, PageTrial trial)
    {
        switch (lost.Code)
        {
            case FailureCodes.EngineCrash:
                _crashes.Add(trial);
                _losses.Died();
                break;
            case FailureCodes.EngineTimeout:
                _costs.Waste(document, wallLimit);
                break;
        }
    }

    // The password belongs to what is open: the engine opens the file anew where it differs.
    private static string? DocumentOf(EngineRequest request) => request.Path.Length == 0 ? null : request.Path;
}
