using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DaprProcessing.Local.Host.Processes;

/// <summary>
/// Ports for programs that are started again on the same one. They lie below those that outgoing connections get by themselves
/// (32768 and up): one of these would take the port of a program that is down, and who calls that program over and over on the
/// same machine ends up connected to itself, for good.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000, Last = 32_000, Tries = 200;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A TCP port on 127.0.0.1 that nobody listened on a moment ago, and that was not given out here before.</summary>
    public static int Find()
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port) && Given.TryAdd(port, true))
            {
                return port;
            }
        }

        throw new IOException($"no free port was found from {First} to {Last} in {Tries} tries");
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
