using Microsoft.Extensions.Options;
using System.Net.Sockets;

namespace DaprProcessing.JetstreamComponent.Hosting;

/// <summary>The file of the Unix socket: made room for, opened to the sidecar's user, removed at the end.</summary>
internal sealed class SocketFile(IHostApplicationLifetime lifetime, IOptions<ComponentOptions> options)
    : IHostedService
{
    // daprd runs as another user than the component; who may reach the folder is the pod's matter.
    private const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const int LongestPath = 107;

    /// <summary>
    /// Removes what a killed process has left. Throws <see cref="IOException"/> where one lives that answers, or the system could
    /// not make the socket.
    /// </summary>
    public static void MakePlace(string path)
    {
        if (path.Length > LongestPath)
        {
            throw new IOException($"the socket's path is longer than {LongestPath} characters, which no system takes: {path}");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            File.Delete(path);
            return;
        }

        throw new IOException($"another component answers on {path}");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(options.Value.SocketPath, Everyone);
            }
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
