using System.Diagnostics;
using System.Net.Sockets;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;
using Grpc.Net.Client;

namespace DaprProcessing.JetStream.Tests.Component;

/// <summary>The component as a program, and a channel to its socket as daprd opens one.</summary>
internal sealed class ComponentProcess : IAsyncDisposable
{
    public const string Name = "jetstream-pull";

    private readonly TempFolder _folder;
    private readonly LoggedProcess _process;

    private ComponentProcess(TempFolder folder, int sidecarPort, params (string Key, string Value)[] environment)
    {
        _folder = folder;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "jetstream-component"));
        start.Environment["DAPR_COMPONENTS_SOCKETS_FOLDER"] = folder.Path;
        start.Environment["DAPR_HTTP_PORT"] = $"{sidecarPort}";
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        _process = new LoggedProcess(start);
        Channel = GrpcChannel.ForAddress("http://component", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { ConnectCallback = ConnectAsync },
        });
    }

    public GrpcChannel Channel { get; }

    public string Socket => Path.Combine(_folder.Path, $"{Name}.sock");

    public string Log => _process.Log;

    public bool HasExited => _process.HasExited;

    /// <param name="folder">Where the socket is to be.</param>
    /// <param name="sidecarPort">Where it finds a sidecar; 1 for nobody.</param>
    public static async Task<ComponentProcess> StartAsync(
        TempFolder folder, int sidecarPort = 1, params (string Key, string Value)[] environment)
    {
        var component = new ComponentProcess(folder, sidecarPort, environment);
        try
        {
            await Eventually.Async(component.AnswersAsync, TimeSpan.FromSeconds(60), $"the component listens\n{component.Log}");
            return component;
        }
        catch
        {
            await component.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one that is expected to refuse, and returns what it said.</summary>
    public static async Task<string> RefusalAsync(TempFolder folder)
    {
        await using var component = new ComponentProcess(folder, 1);
        await component._process.EndAsync(TimeSpan.FromSeconds(60));
        return component.Log;
    }

    public void Kill() => Signals.Kill([_process.Id]);

    public void Terminate() => Signals.Terminate([_process.Id]);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _process.DisposeAsync();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<bool> AnswersAsync()
    {
        Assert.False(_process.HasExited, Log);
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await probe.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
