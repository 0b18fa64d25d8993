using DaprProcessing.Local.Runtime.Operations;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary>
/// Building blocks that this runtime has no components for: answered as daprd answers where none is configured.
/// </summary>
internal static class AbsentEndpoints
{
    private static readonly string[] ConfigurationVersions = ["v1.0", "v1.0-alpha1"];
    private static readonly string[] LockCalls = ["lock", "unlock"];

    public static void MapAbsent(this IEndpointRouteBuilder routes)
    {
        Map("/v1.0/secrets/{store}/{**key}", "ERR_SECRET_STORES_NOT_CONFIGURED", "secret store is not configured");
        foreach (var version in ConfigurationVersions)
        {
            Map(
                $"/{version}/configuration/{{store}}/{{**call}}", "ERR_CONFIGURATION_STORE_NOT_CONFIGURED",
                "configuration stores not configured");
        }

        foreach (var call in LockCalls)
        {
            Map($"/v1.0-alpha1/{call}/{{store}}", "ERR_LOCK_STORE_NOT_CONFIGURED", "lock store is not configured");
        }

        void Map(string pattern, string code, string message) =>
            routes.Map(pattern, _ => throw new ApiException(500, StatusCode.FailedPrecondition, code, message));
    }
}
