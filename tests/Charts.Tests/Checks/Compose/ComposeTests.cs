using System.Text.RegularExpressions;
using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks.Compose;

/// <summary>
/// The files for one host, read where there is no container engine to try them: what they name is there, and what they set is
/// read.
/// </summary>
public sealed partial class ComposeTests
{
    // Read where no options class is, by EnvironmentTests' list, and by the Dapr SDK.
    private static readonly string[] Plain =
    [
        "PubSub__SubscriptionPerSlot", "OTEL_EXPORTER_OTLP_ENDPOINT", "ASPNETCORE_URLS", "DOTNET_gcServer", "DAPR_HTTP_ENDPOINT",
        "DAPR_GRPC_ENDPOINT",
    ];

    public static TheoryData<string> Files => ["compose.yaml", "compose.dapr.yaml"];

    private static IReadOnlyList<string> Programs { get; } =
        [.. ChartCatalogue.Services, "jetstream-component", "dapr-processing"];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_RunsEveryServiceFromAnImageOfOurs(string file)
    {
        var services = ComposeFile.Read(file).Services;

        Assert.Empty(services.Select(service => service.Program).OfType<string>().Except(Programs));
        Assert.Equal(
            ChartCatalogue.Services.Order(), services.Where(service => service.Name == service.Program)
                .Select(service => service.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void File_NamesServicesVolumesAndFilesThereAre(string file)
    {
        var compose = ComposeFile.Read(file);
        var names = compose.Services.Select(service => service.Name).ToList();

        Assert.Empty(compose.Services.SelectMany(service => service.DependsOn.Append(service.Network)).Except(names));
        Assert.Equal(
            compose.Volumes.Order(), compose.Services.SelectMany(service => service.Mounts)
                .Where(mount => !mount.StartsWith('.')).Distinct().Order());
        Assert.All(
            compose.Services.SelectMany(service => service.Mounts).Where(mount => mount.StartsWith('.')),
            mount => Assert.True(Path.Exists(Path.Combine(SamplePaths.RepositoryRoot, mount)), mount));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Environment_OfEveryService_BindsToItsOptions(string file) => Assert.All(
        ComposeFile.Read(file).Services.Where(service => ChartCatalogue.Services.Contains(service.Name)),
        service =>
        {
            Assert.Empty(service.Environment.Keys.Where(key => !key.Contains("__", StringComparison.Ordinal)).Except(Plain));
            Assert.Subset(
                ChartCatalogue.SectionsOf(service.Name).ToHashSet(),
                OptionsClasses.Bind(service.Environment.Where(
                    pair => pair.Key.Contains("__", StringComparison.Ordinal) && !Plain.Contains(pair.Key))).ToHashSet());
        });

    /// <summary>Whoever reads component files has in its environment what they refer to.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Components_FindTheirSettings(string file)
    {
        var readers = ComposeFile.Read(file).Services
            .Where(service => service.Mounts.Any(mount => mount.StartsWith("./components", StringComparison.Ordinal))).ToList();

        Assert.NotEmpty(readers);
        Assert.All(readers, reader => Assert.Empty(
            reader.Mounts.Where(mount => mount.StartsWith('.')).SelectMany(ComponentFiles)
                .SelectMany(path => References().Matches(File.ReadAllText(path)).Select(reference => reference.Groups[1].Value))
                .Except(reader.Environment.Keys)));
    }

    /// <summary>Services that share a network share its ports.</summary>
    [Fact]
    public void Ports_OfTheLocalRuntime_AreEachOnesOwnAndFoundByTheServices()
    {
        var services = ComposeFile.Read("compose.yaml").Services;
        var apps = services.Single(service => service.Name == "runtime").Command
            .Where(argument => argument.StartsWith("--app=", StringComparison.Ordinal))
            .Select(argument => argument["--app=".Length..].Split('=', ':')).ToList();

        Assert.Equal(apps.Count * 3, apps.SelectMany(app => app[1..]).Distinct().Count());
        Assert.Equal(ChartCatalogue.Services.Order(), apps.Select(app => app[0]).Order());
        Assert.All(apps, app =>
        {
            var variables = services.Single(service => service.Name == app[0]).Environment;
            Assert.EndsWith($":{app[1]}", variables["ASPNETCORE_URLS"], StringComparison.Ordinal);
            Assert.Equal($"http://127.0.0.1:{app[2]}", variables["DAPR_HTTP_ENDPOINT"]);
            Assert.Equal($"http://127.0.0.1:{app[3]}", variables["DAPR_GRPC_ENDPOINT"]);
        });
    }

    /// <summary>Daprd has its app and its component in the same network, and the socket in a volume of both.</summary>
    [Fact]
    public void Sidecars_OfTheRealDapr_StandBesideTheirService() => Assert.All(
        ComposeFile.Read("compose.dapr.yaml").Services
            .Where(service => service.Name.EndsWith("-daprd", StringComparison.Ordinal)),
        sidecar =>
        {
            var app = sidecar.Name[..^"-daprd".Length];
            Assert.Equal(app, sidecar.Network);
            Assert.Contains($"--app-id={app}", sidecar.Command);
            Assert.Contains($"./components/selfhosted/{app}", sidecar.Mounts);
            Assert.Equal(
                File.Exists(Path.Combine(SamplePaths.RepositoryRoot, "components", "selfhosted", app, "pubsub.yaml")),
                sidecar.Mounts.Contains($"sockets-{app}") && sidecar.DependsOn.Contains($"{app}-component"));
        });

    private static IEnumerable<string> ComponentFiles(string mount)
    {
        var path = Path.Combine(SamplePaths.RepositoryRoot, mount);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.yaml") : [path];
    }

    [GeneratedRegex("envRef: ([A-Z_0-9]+)")]
    private static partial Regex References();
}
