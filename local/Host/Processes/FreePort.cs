using System.Net;
using System.Net.Sockets;

namespace DaprProcessing.Local.Host.Processes;

/// <summary>
/// Ports for programs that are started, and started again, on the same one. The kernel gives ports of its own range (32768 and
/// up) to anybody who asks for any, between this look and the program's start or while the program is down: then it could not
/// be started for as long as that lasts. These lie below, and each host process begins at a stretch of its own. Two may still
/// come upon the same port in the same moment: then the broker tries another, and a service that finds its port taken again and
/// again ends the start.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000, OfAProcess = 64, Stretches = 340;

    private static int _given = -1;

    /// <summary>A TCP port on 127.0.0.1 that nobody listened on a moment ago, and that was not given out here before.</summary>
    public static int Find()
    {
        var stretch = Environment.ProcessId % Stretches * OfAProcess;
        for (var tries = 0; tries < Stretches * OfAProcess; tries++)
        {
            var port = First + ((stretch + Interlocked.Increment(ref _given)) % (Stretches * OfAProcess));
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new IOException($"there is no free port from {First} to {First + (Stretches * OfAProcess) - 1}");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
