using Dapr;
using DaprProcessing.Platform.Objects;
using Grpc.Core;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// The sidecar, the object store or another service is away: no document is to blame, and the same call may succeed later.
/// </summary>
public static class Outage
{
    public static bool IsOne(Exception error) => error switch
    {
        // What was sent is larger than the sidecar or the broker takes: it will be so the next time, too.
        DaprException { InnerException: RpcException { StatusCode: StatusCode.ResourceExhausted } } => false,
        _ => error is DaprException or RpcException or HttpRequestException or IOException,
    };

    /// <summary>What is wrong, in a line. Dapr's own exceptions say no more than that there is another one in them.</summary>
    public static string ReasonOf(Exception error) => error switch
    {
        ObjectStoreUnavailableException => error.Message,
        DaprException { InnerException: { } inner } => ReasonOf(inner),
        RpcException { Status.Detail: { Length: > 0 } detail } => detail,
        _ => error.Message,
    };
}
