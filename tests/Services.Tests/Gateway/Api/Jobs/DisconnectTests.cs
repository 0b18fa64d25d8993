using System.Diagnostics.Metrics;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Api.Jobs;

/// <summary>Clients that leave in the middle of a long wait.</summary>
public sealed class DisconnectTests
{
    private const int Clients = 50;

    // The runtime has connections of its own to the gateway, and opens them when it comes to it.
    private const int Others = 2;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Wait_ClientsGone_NoConnectionAndNoWorkIsLeft()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        var id = (await gateway.SubmitAsync()).GetProperty("id").GetString();
        using var connections = new ConnectionCount(gateway.Http.BaseAddress!.Port);
        using var leaving = new CancellationTokenSource();
        // Clients of their own: a shared one would keep connections of its own accord.
        var clients = Enumerable.Range(0, Clients)
            .Select(_ => new HttpClient { BaseAddress = gateway.Http.BaseAddress }).ToList();
        var waits = clients.Select(client => client.GetAsync($"/v1/jobs/{id}?wait=60", leaving.Token)).ToList();
        await Eventually.Async(() => connections.Open >= Clients, Deadline, "all wait");

        await leaving.CancelAsync();
        // One that was connected and had not sent its request yet keeps the connection for the next.
        clients.ForEach(client => client.Dispose());

        // A connection counts until its request's handler has returned.
        await Eventually.Async(() => connections.Open <= Others, Deadline, "no connection is left");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waits));
    }

    /// <summary>Kestrel's own count for one port, from now on.</summary>
    private sealed class ConnectionCount : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _open;

        public ConnectionCount(int port)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "Microsoft.AspNetCore.Server.Kestrel", Name: "kestrel.active_connections" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, change, tags, _) =>
            {
                foreach (var (name, value) in tags)
                {
                    Interlocked.Add(ref _open, name == "server.port" && value is int at && at == port ? change : 0);
                }
            });
            _listener.Start();
        }

        public long Open => Interlocked.Read(ref _open);

        public void Dispose() => _listener.Dispose();
    }
}
