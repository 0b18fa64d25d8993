using System.Collections.Concurrent;
using System.Diagnostics;
using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Gateway.Api.Uploads.Resumable;

/// <summary>
/// The requests of this replica that append to an upload. Who asks how far an upload is, or goes on with it, has given up on the
/// one before, whose connection may take minutes to notice: that one ends, and stores what has come, before it is answered.
/// </summary>
internal sealed class Appends
{
    // So long without a byte, and there is none on its way any more: what was sent is not to be sent again.
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<UploadId, Append> _running = new();

    public async Task<Append> BeginAsync(UploadId upload)
    {
        var append = new Append(this, upload);
        while (!_running.TryAdd(upload, append))
        {
            await EndAsync(upload);
        }

        return append;
    }

    public async Task EndAsync(UploadId upload)
    {
        if (_running.TryGetValue(upload, out var append))
        {
            await append.EndAsync();
        }
    }

    /// <summary>
    /// One request, until it is disposed. That its caller has hung up is no reason to stop: the reading ends by itself, after the
    /// last byte that came.
    /// </summary>
    internal sealed class Append(Appends all, UploadId upload) : IDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private long _endingSince;
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Another request goes on.</summary>
        public CancellationToken Token => _end.Token;

        /// <summary>Before each reading: where the request is to end, it does so after a silence.</summary>
        public void Touch()
        {
            if (Interlocked.Read(ref _endingSince) is not 0 and var since && Stopwatch.GetElapsedTime(since) < LongestDrain)
            {
                _end.CancelAfter(Silence);
            }
        }

        public async Task EndAsync()
        {
            try
            {
                Interlocked.CompareExchange(ref _endingSince, Stopwatch.GetTimestamp(), 0);
                _end.CancelAfter(Silence);
            }
            catch (ObjectDisposedException)
            {
                // It has ended by itself.
            }

            await _ended.Task;
        }

        public void Dispose()
        {
            all._running.TryRemove(KeyValuePair.Create(upload, this));
            _end.Dispose();
            _ended.SetResult();
        }
    }
}
