using DaprProcessing.Contracts.Catalogue;

namespace DaprProcessing.Local.Host.Catalogue;

/// <summary>
/// <c>components/dapr.yaml</c>, for <c>dapr run -f components</c>: every service with its sidecar, on fixed ports.
/// </summary>
internal static class DaprRunFile
{
    // Below 32768, where the system hands out ports by itself.
    private const int GatewayPort = 8080;
    private const int FirstPort = 7010;

    public static string Content() => $"""
        # Written by `make catalogue`. `make run RUNTIME=dapr` does more: it brings up NATS and the JetStream component, which
        # `dapr run` cannot; here it is daprd's own.
        version: 1
        common:
          env:
            ObjectStore__LargeWrites: s3
            MAX_ACK_PENDING: "4"
        apps:
        {string.Join('\n', ServiceList.All.Select(App))}

        """;

    private static string App(Service service, int index) => $"""
          - appID: {service.AppId}
            appDirPath: ..
            appPort: {Port(service, index)}
            resourcesPath: ./selfhosted-builtin/{service.AppId}
            command: ["artifacts/bin/Host/release/{service.AppId}", "--urls=http://localhost:{Port(service, index)}"]
        """;

    private static int Port(Service service, int index) =>
        service.AppId == AppIds.Gateway ? GatewayPort : FirstPort + (index * 10);
}
