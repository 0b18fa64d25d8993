using System.Net;
using System.Net.Sockets;

namespace DaprProcessing.Local.Host.Running;

/// <summary>What would make a start fail after seconds, found before anything is started.</summary>
internal static class StartChecks
{
    /// <exception cref="IOException">Says in a sentence what is in the way.</exception>
    public static void Run(ListenAddress listen)
    {
        // A name is looked up by the gateway itself; localhost is loopback.
        var address = IPAddress.TryParse(new Uri(listen.Url).Host.Trim('[', ']'), out var given) ? given : IPAddress.Loopback;
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(address, listen.Port));
        }
        catch (SocketException error)
        {
            throw new IOException($"port {listen.Port} cannot be listened to: {error.Message}", error);
        }
    }
}
