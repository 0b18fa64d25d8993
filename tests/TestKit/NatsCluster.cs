namespace DaprProcessing.TestKit;

/// <summary>Three nats-servers that know each other, so that a stream can have replicas.</summary>
public sealed class NatsCluster : IAsyncDisposable
{
    private const int Size = 3;

    private NatsCluster(IReadOnlyList<NatsServer> servers) => Servers = servers;

    public IReadOnlyList<NatsServer> Servers { get; }

    public static async Task<NatsCluster> StartAsync()
    {
        var firstPort = FreePort.NextRange(Size);
        var routes = string.Join(", ", Enumerable.Range(firstPort, Size).Select(port => $"\"nats://127.0.0.1:{port}\""));
        return new NatsCluster(await Task.WhenAll(Enumerable.Range(0, Size).Select(number => NatsServer.StartAsync($$"""
            server_name: "{{Name(number)}}"
            cluster { name: "test", listen: "127.0.0.1:{{firstPort + number}}", routes: [{{routes}}] }
            """))));
    }

    public NatsServer Named(string name) => Servers[Enumerable.Range(0, Size).First(number => Name(number) == name)];

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Servers)
        {
            await server.DisposeAsync();
        }
    }

    private static string Name(int number) => $"server-{number + 1}";
}
