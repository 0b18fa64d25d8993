using System.Collections.Concurrent;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.Engines.Protocol;
using Microsoft.Win32.SafeHandles;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>The pipe to the pool. Native libraries that print find /dev/null where stdout and stderr were.</summary>
internal sealed class EngineChannel : IDisposable
{
    private const int MaxRequestBytes = 1 << 20;

    private const int WriteOnly = 1;

    private readonly FileStream _requests = new(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
    private readonly FileStream _replies;
    private readonly BlockingCollection<EngineRequest> _received = [];

    private EngineChannel(int replyDescriptor) =>
        _replies = new FileStream(new SafeFileHandle(replyDescriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0);

    public static EngineChannel TakeStandardStreams()
    {
        var replies = Libc.Duplicate(1);
        var nowhere = Libc.Open("/dev/null", WriteOnly);
        _ = Libc.Duplicate(nowhere, 1);
        if (Environment.GetEnvironmentVariable("ENGINE_STDERR") != "1")
        {
            _ = Libc.Duplicate(nowhere, 2);
        }

        var channel = new EngineChannel(replies);
        new Thread(channel.ReadRequests, maxStackSize: 256 * 1024) { IsBackground = true, Name = "requests" }.Start();
        return channel;
    }

    public EngineRequest Next() => _received.Take();

    public void Reply(EngineReply reply) => EngineFrames.WriteReply(_replies, reply);

    public void Dispose()
    {
        _requests.Dispose();
        _replies.Dispose();
        _received.Dispose();
    }

    /// <summary>
    /// Reads on a thread of its own, so that the end of the pipe is seen while a page is being worked on: whoever asked is gone
    /// (dead, or has lost interest), and so is the reason to go on. PR_SET_PDEATHSIG would not do: it fires when the *thread*
    /// that started the engine ends, and the pool starts engines from thread-pool threads.
    /// </summary>
    private void ReadRequests()
    {
        var status = 0;
        try
        {
            while (EngineFrames.Read(_requests, EngineJson.Default.EngineRequest, MaxRequestBytes) is { } request)
            {
                _received.Add(request);
            }
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException)
        {
            status = 3;
        }

        Libc.Exit(status);
    }
}
