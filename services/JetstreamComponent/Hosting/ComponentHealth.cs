using DaprProcessing.JetstreamComponent.Rpc;
using DaprProcessing.JetstreamComponent.Sidecar;

namespace DaprProcessing.JetstreamComponent.Hosting;

/// <summary>The probes, for whoever runs the component; daprd has its own, <c>Ping</c>.</summary>
internal static class ComponentHealth
{
    public static void MapComponentHealth(this WebApplication app)
    {
        app.MapGet("/healthz/live", () => Results.Ok());
        app.MapGet("/healthz/ready", (BrokerLink broker, DeafSidecarWatch watch) => (broker.IsConnected, watch.IsDeaf) switch
        {
            (_, true) => NotReady("the sidecar does not listen to this process and is asked to start again"),
            (false, _) => NotReady("no NATS server"),
            _ => Results.Ok(),
        });
    }

    private static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
