using System.Net;
using System.Net.Sockets;

namespace DaprProcessing.TestKit;

/// <summary>Loopback ports nobody listens on now. A server that can bind port 0 itself should do that instead.</summary>
public static class FreePort
{
    private const int Attempts = 200;

    // A server that was given some may not listen yet: nobody else in this process gets them before it does.
    private static readonly HashSet<int> Given = [];
    private static readonly Lock Gate = new();

    public static int Next() => NextRange(1);

    /// <summary>
    /// The first of <paramref name="count"/> free ports in a row, below the range of which the kernel gives ports to connections:
    /// it would give one of these to any between this look and the server's start.
    /// </summary>
    public static int NextRange(int count)
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var first = Random.Shared.Next(12_000, 32_000 - count);
                var ports = Enumerable.Range(first, count);
                if (!Given.Overlaps(ports) && ports.All(IsFree))
                {
                    Given.UnionWith(ports);
                    return first;
                }
            }
        }

        throw new InvalidOperationException($"No {count} free loopback ports in a row were found.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false; // taken
        }
    }
}
