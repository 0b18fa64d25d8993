using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Catalogue;

namespace DaprProcessing.Local.Host.Catalogue;

/// <summary>
/// <c>components/dapr.yaml</c>, for <c>dapr run -f components</c>: every service with its sidecar, on fixed ports.
/// </summary>
internal static partial class DaprRunFile
{
    // Below 32768, where the system hands out ports by itself.
    private const int GatewayPort = 8080;
    private const int FirstPort = 7010;
    private const string MaxAckPending = "MAX_ACK_PENDING";

    public static string Content() => $"""
        # Written by `make catalogue`. `make run RUNTIME=dapr` does more: it brings up NATS and the JetStream component, which
        # `dapr run` cannot; here it is daprd's own. Before `dapr run -f components`:
        #   export {string.Join(" ", FromOutside())}
        #   export ObjectStore__Bucket=$S3_BUCKET ObjectStore__Endpoint=$S3_ENDPOINT ObjectStore__Region=$S3_REGION
        #   export ObjectStore__AccessKey=$S3_ACCESS_KEY ObjectStore__SecretKey=$S3_SECRET_KEY
        #   artifacts/bin/Host/release/dapr-processing streams
        version: 1
        common:
          env:
            ObjectStore__LargeWrites: s3
            {MaxAckPending}: "4"
        apps:
        {string.Join('\n', ServiceList.All.Select(App))}

        """;

    // What the component files take from the environment, and the file itself does not set.
    private static IEnumerable<string> FromOutside() => ServiceList.All
        .SelectMany(service => SelfHostedFiles.BuiltInOf(service.AppId))
        .SelectMany(file => EnvironmentReference().Matches(file.Value).Select(match => match.Groups[1].Value))
        .Where(name => name != MaxAckPending)
        .Distinct()
        .Select(name => name switch
        {
            "NATS_URL" => $"{name}=nats://127.0.0.1:4222",
            "STATE_FILE" => $"{name}=$PWD/var/dapr/state.db",
            "S3_REGION" => $"{name}=us-east-1",
            _ => $"{name}=",
        });

    [GeneratedRegex(@"envRef: (\w+)")]
    private static partial Regex EnvironmentReference();

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
