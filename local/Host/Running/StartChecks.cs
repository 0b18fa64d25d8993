using System.Net;
using System.Net.Sockets;

namespace DaprProcessing.Local.Host.Running;

/// <summary>What would make a start fail after seconds, found before anything is started.</summary>
internal static class StartChecks
{
    /// <exception cref="IOException">Says in a sentence what is in the way.</exception>
    public static void Run(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException error)
        {
            throw new IOException($"port {port} cannot be listened to: {error.Message}", error);
        }
    }
}
