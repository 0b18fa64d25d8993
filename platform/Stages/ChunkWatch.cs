using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Stages.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Stages;

/// <summary>Beside the work on a chunk: renews the lease, and stops the work when the job is stopped or the lease is lost.</summary>
public sealed partial class ChunkWatch(
    WorkLedger ledger, JobStore jobs, TimeProvider time, IHostApplicationLifetime lifetime, IOptions<StageOptions> options,
    ILogger<ChunkWatch> logger)
{
    public Watched Start(ChunkWork work, string key) => new(this, work, key);

    public sealed class Watched : IDisposable
    {
        private readonly ChunkWatch _watch;
        private readonly ChunkWork _work;
        private readonly string _key;
        private readonly long _startedAt;
        private readonly CancellationTokenSource _cancellation;
        private readonly ITimer _timer;
        private int _looking;

        internal Watched(ChunkWatch watch, ChunkWork work, string key)
        {
            (_watch, _work, _key) = (watch, work, key);
            _startedAt = watch._time.GetTimestamp();
            _cancellation = CancellationTokenSource.CreateLinkedTokenSource(watch._lifetime.ApplicationStopping);
            var interval = watch._options.Lease / 3;
            _timer = watch._time.CreateTimer(_ => _ = LookAsync(), null, interval, interval);
        }

        /// <summary>Ends the work: shutdown, a stopped job, a lost lease.</summary>
        public CancellationToken Token => _cancellation.Token;

        public bool JobStopped { get; private set; }

        public bool LeaseLost { get; private set; }

        public TimeSpan Elapsed => _watch._time.GetElapsedTime(_startedAt);

        public void Dispose()
        {
            _timer.Dispose();
            _cancellation.Dispose();
        }

        private async Task LookAsync()
        {
            if (Interlocked.Exchange(ref _looking, 1) == 1)
            {
                return;
            }

            try
            {
                LeaseLost = !await _watch._ledger.RenewAsync(_key, _cancellation.Token).ConfigureAwait(false);
                JobStopped = await _watch._jobs.FindAsync(_work.Header.Job, _cancellation.Token).ConfigureAwait(false) is not { IsStopping: false };
                if (LeaseLost || JobStopped)
                {
                    await _cancellation.CancelAsync().ConfigureAwait(false);
                }
            }
            catch (ObjectDisposedException)
            {
                // The work ended while we looked.
            }
            catch (OperationCanceledException)
            {
                // Likewise.
            }
            catch (Dapr.DaprException error)
            {
                // The next look is a third of the lease away; two may fail before the lease does.
                LogLookFailed(_watch._logger, error, _key);
            }
            finally
            {
                Volatile.Write(ref _looking, 0);
            }
        }
    }

    private readonly WorkLedger _ledger = ledger;
    private readonly JobStore _jobs = jobs;
    private readonly TimeProvider _time = time;
    private readonly IHostApplicationLifetime _lifetime = lifetime;
    private readonly StageOptions _options = options.Value;
    private readonly ILogger _logger = logger;

    [LoggerMessage(Level = LogLevel.Warning, Message = "the lease {Key} could not be renewed this time")]
    private static partial void LogLookFailed(ILogger logger, Exception error, string key);
}
