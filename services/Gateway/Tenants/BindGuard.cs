using System.Net;
using DaprProcessing.Platform.Hosting.Telemetry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Tenants;

/// <summary>
/// Refuses to start where others could reach a gateway that asks nobody for a key. It looks once the addresses are known, after
/// the bind; what comes in before that is refused request by request (see <c>ApiKeyHandler</c>).
/// </summary>
internal sealed class BindGuard(IServer server, IOptions<TenantOptions> options, IOptions<MetricsOptions> metrics)
    : IHostedLifecycleService
{
    // A build and a publish have the command line beside the gateway; an image that has not is asked from elsewhere.
    private static string Dproc =>
        Path.Combine(AppContext.BaseDirectory, "dproc") is var beside && File.Exists(beside) ? beside : "dproc";

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return options.Value is { AreRequired: false, AllowAnonymous: false } && addresses.FirstOrDefault(IsOpen) is { } open
            ? throw new InvalidOperationException(
                $"""
                The gateway listens at {open}, where others reach it, and no tenants are configured. Either bind it to localhost,
                or give it an administrator's key ({TenantOptions.LeastAdminKey} characters at least) and make the first tenant:
                  export Tenants__AdminKey=$(openssl rand -hex 24)      # then start the gateway
                  DPROC_ADMIN_KEY=$Tenants__AdminKey {Dproc} tenants add NAME
                Tenants__AllowAnonymous=true serves everybody: for a gateway that only a proxy with a sign-in of its own reaches.
                """)
            : Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A socket file is this machine's; a name that is no loopback's is taken for open. The port of the metrics serves no
    // documents.
    private bool IsOpen(string address)
    {
        var bind = BindingAddress.Parse(address);
        return !bind.IsUnixPipe && bind.Port != metrics.Value.Port
            && !bind.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(bind.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
