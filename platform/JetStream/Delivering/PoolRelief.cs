namespace DaprProcessing.JetStream;

/// <summary>
/// NATS.Net writes its socket from the thread pool, so a heartbeat that is handed over in time still stays here while handlers
/// block every pool thread: the pool adds one in half a second, and gives it to the next handler. This asks the pool for a sign
/// of life, and where none comes raises its minimum past what the handlers can block; threads up to the minimum start without
/// delay.
/// </summary>
internal static class PoolRelief
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);
    private static readonly int Limit = Environment.ProcessorCount * 8;

    /// <summary>Returns once the pool has come to work queued now, or has been given threads for it.</summary>
    /// <param name="handlers">How many may block a thread.</param>
    public static void Ensure(int handlers)
    {
        // Not disposed: where it comes too late, the pool still sets it.
        var sign = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static waiting => waiting.Set(), sign, preferLocal: false);
        if (sign.Wait(Grace))
        {
            return;
        }

        ThreadPool.GetMinThreads(out var workers, out var completionPorts);
        var wanted = Math.Min(ThreadPool.ThreadCount + handlers + 1, Limit + handlers);
        if (wanted > workers)
        {
            ThreadPool.SetMinThreads(wanted, completionPorts);
        }
    }
}
