using System.Net;
using System.Net.Sockets;

namespace DaprProcessing.TestKit;

/// <summary>
/// Loopback ports nobody listens on now. A server that can bind port 0 itself should do that instead. Nobody else gives these
/// away between this look and the server's start: the platform's own lie above, and those of the kernel above them; each test
/// process begins at a stretch of its own.
/// </summary>
public static class FreePort
{
    private const int First = 7_500, End = 10_000, OfAProcess = 100;

    private static readonly Lock Gate = new();

    // A server that was given some may not listen yet: nobody else in this process gets them before it does.
    private static int _next = First + (Environment.ProcessId * OfAProcess % (End - First));

    public static int Next() => NextRange(1);

    /// <summary>The first of <paramref name="count"/> free ports in a row.</summary>
    public static int NextRange(int count)
    {
        lock (Gate)
        {
            for (var tries = First; tries < End; tries++)
            {
                var first = _next + count <= End ? _next : First;
                if (Enumerable.Range(first, count).All(IsFree))
                {
                    _next = first + count;
                    return first;
                }

                _next = first + 1;
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
