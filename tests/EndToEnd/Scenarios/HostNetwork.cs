using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.EndToEnd.Scenarios;

/// <summary>
/// Hosts on one cable: a network namespace each, with an address of its own, and a bridge between them in one more. Nothing of
/// the machine's own network is touched. Needs root.
/// </summary>
internal sealed class HostNetwork : IDisposable
{
    private const string Prefix = "dpt";
    private const string Folder = "/run/netns";
    private const int CloneNewNetwork = 0x40000000;

    private readonly string _name = $"{Prefix}{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-"
        + $"{Guid.NewGuid().ToString("n")[..4]}";

    private readonly List<string> _hosts = [];

    public HostNetwork()
    {
        RemoveLeftOver();
        Ip("netns", "add", Switch);
        Ip("-n", Switch, "link", "add", "br0", "type", "bridge");
        Ip("-n", Switch, "link", "set", "br0", "up");
    }

    private string Switch => $"{_name}-switch";

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? WhyNot()
    {
        try
        {
            using var trial = new HostNetwork();
            trial.Add("trial", "192.0.2.1");
            return null;
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"network namespaces are not permitted here: {refused.Message}";
        }
    }

    public void Add(string host, string address)
    {
        Ip("netns", "add", NameOf(host));
        _hosts.Add(host);
        Ip("-n", Switch, "link", "add", PortOf(host), "type", "veth", "peer", "name", "eth0", "netns", NameOf(host));
        Ip("-n", Switch, "link", "set", PortOf(host), "master", "br0", "up");
        Ip("-n", NameOf(host), "addr", "add", $"{address}/24", "dev", "eth0");
        Ip("-n", NameOf(host), "link", "set", "eth0", "up");
        Ip("-n", NameOf(host), "link", "set", "lo", "up");
    }

    /// <summary>Its cable is pulled out of the switch: no packet, no end of a connection, comes or goes.</summary>
    public void CutOff(string host) => Ip("-n", Switch, "link", "set", PortOf(host), "down");

    public void Heal(string host) => Ip("-n", Switch, "link", "set", PortOf(host), "up");

    /// <summary>A program on that host.</summary>
    public ProcessStartInfo On(string host, string program, params string[] arguments) =>
        new("ip", ["netns", "exec", NameOf(host), program, .. arguments]);

    /// <summary>Connections of a client on that host: a socket belongs to the namespace of the thread that made it.</summary>
    public SocketsHttpHandler ClientOn(string host) => new()
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = await Task.Factory.StartNew(
                () => SocketOn(host), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    public void Dispose()
    {
        foreach (var host in _hosts)
        {
            Ip("netns", "del", NameOf(host));
        }

        Ip("netns", "del", Switch);
    }

    private string NameOf(string host) => $"{_name}-{host}";

    // Of test processes that were killed: a namespace lives until somebody deletes it.
    private static void RemoveLeftOver()
    {
        foreach (var name in Directory.Exists(Folder) ? Directory.GetFiles(Folder, $"{Prefix}*").Select(Path.GetFileName) : [])
        {
            if (!Directory.Exists($"/proc/{name![Prefix.Length..].Split('-')[0]}"))
            {
                Signals.Kill(Ip("netns", "pids", name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse));
                Ip("netns", "del", name);
            }
        }
    }

    // A name of an interface has fifteen characters.
    private string PortOf(string host) => $"p{_hosts.IndexOf(host)}";

    // A long-running task has a thread of its own, which ends with it.
    private Socket SocketOn(string host)
    {
        using var name = File.OpenHandle(Path.Combine(Folder, NameOf(host)));
        if (SetNamespace((int)name.DangerousGetHandle(), CloneNewNetwork) != 0)
        {
            throw new InvalidOperationException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        return new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    }

    private static string Ip(params string[] arguments)
    {
        using var ip = Process.Start(
            new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var printed = ip.StandardOutput.ReadToEnd();
        var said = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        if (ip.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {said.Trim()}");
        }

        return printed;
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNamespace(int file, int kind);
}
