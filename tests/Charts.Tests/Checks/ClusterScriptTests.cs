using System.Text.Json.Nodes;
using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.Charts.Tests.Tools;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>
/// k8s/scripts with a kubectl that has no cluster: what needs none is done by the real one, what would be sent is written down.
/// </summary>
public sealed class ClusterScriptTests : IDisposable
{
    private static readonly string Folder = Path.Combine(SamplePaths.RepositoryRoot, "k8s", "scripts");
    private static readonly string[] Given =
        ["NATS_TOKEN=nats-1", "S3_ACCESS_KEY=a", "S3_SECRET_KEY=b", "STATE_CONNECTION_STRING=host=db user=me password=x=y"];

    private readonly TempFolder _folder = new();

    private string PathFirst => $"PATH={_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}";

    [Theory]
    [InlineData("trial")]
    [InlineData("production")]
    public async Task Secrets_OfAnOverlay_AreAllThatItNames(string overlay)
    {
        Assert.Equal("", (await RunAsync("secrets.sh", overlay == "production" ? Given : [], overlay)).Errors);

        var made = RenderedObject.All(await File.ReadAllTextAsync(_folder.File("applied"))).ToList();
        Assert.All(made, found => Assert.Empty(KindTests.Errors(found)));
        var objects = RenderedObject.All(
            (await ClusterTools.KubectlAsync("kustomize", Path.Combine(Folder, "..", "overlays", overlay))).Succeeded());
        var keys = made.Where(found => found.Kind == "Secret")
            .SelectMany(secret => secret.Json["data"]!.AsObject().Select(pair => $"{secret.Name}/{pair.Key}")).ToHashSet();
        Assert.Subset(keys, References(objects).ToHashSet());
    }

    [Fact]
    public async Task Secrets_WithoutTheOneOfYours_SayWhich()
    {
        var ran = await RunAsync("secrets.sh", Given[..3], "production");

        Assert.NotEqual(0, ran.ExitCode);
        Assert.Contains("STATE_CONNECTION_STRING is not set", ran.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("applied")));
    }

    [Fact]
    public async Task Secrets_ThatAreThere_AreKept()
    {
        await File.WriteAllTextAsync(_folder.File("there"), "");

        var ran = await RunAsync("secrets.sh", [], "trial");

        Assert.Contains("secret/state is there and kept", ran.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("applied")));
    }

    /// <summary>The pods of a Job cannot be changed, so the old one goes before the new one comes.</summary>
    [Fact]
    public async Task Apply_OfAnOverlay_TakesTheOldJobAwayFirst()
    {
        Assert.Equal(0, (await RunAsync("apply.sh", [], "trial")).ExitCode);

        var calls = await File.ReadAllLinesAsync(_folder.File("calls"));
        var deleted = Array.FindIndex(calls, call => call.Contains("delete job dp-dapr-processing-streams"));
        Assert.InRange(deleted, 0, Array.FindIndex(calls, call => call.Contains("apply --server-side -k")) - 1);
        Assert.Contains(
            RenderedObject.All(await File.ReadAllTextAsync(_folder.File("applied"))),
            found => found is { Kind: "Job", Name: "dp-dapr-processing-streams" });
    }

    [Fact]
    public async Task Stop_AndStart_BringBackTheReplicasThatWere()
    {
        using var cluster = new ClusterApi();
        (string Name, int Replicas)[] deployments =
            [("dp-dapr-processing-gateway", 2), ("dp-dapr-processing-tts", 5), ("dp-dapr-processing-png-to-text-gpu", 0)];
        foreach (var (name, replicas) in deployments)
        {
            cluster.AddDeployment(name, replicas);
        }

        // Twice: the second finds nothing left to stop, and forgets nothing.
        (await RunOnAsync(cluster, "stop.sh")).Succeeded();
        (await RunOnAsync(cluster, "stop.sh")).Succeeded();
        Assert.All(deployments, deployment => Assert.Equal(0, cluster.Replicas(deployment.Name)));

        (await RunOnAsync(cluster, "start.sh")).Succeeded();

        Assert.All(deployments, deployment => Assert.Equal(deployment.Replicas, cluster.Replicas(deployment.Name)));
        var calls = await File.ReadAllLinesAsync(_folder.File("calls"));
        var waited = Array.FindIndex(calls, call => call.Contains("rollout status", StringComparison.Ordinal));
        Assert.InRange(
            waited, Array.FindIndex(calls, call => call.EndsWith("tts --replicas 5", StringComparison.Ordinal)),
            Array.FindIndex(calls, call => call.EndsWith("gateway --replicas 2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rotate_OneKeyOfASecret_KeepsTheOthersAndRestartsTheReaders()
    {
        using var cluster = new ClusterApi();
        cluster.AddDeployment("dp-dapr-processing-tts", 1);
        cluster.AddSecret("s3", ("access-key", "old"), ("secret-key", "kept"));

        (await RunOnAsync(cluster, "rotate.sh", "s3", "access-key=new=1")).Succeeded();

        Assert.Equal(("new=1", "kept"), (cluster.Secret("s3", "access-key"), cluster.Secret("s3", "secret-key")));
        Assert.True(cluster.WasRestarted("dp-dapr-processing-tts"));
        Assert.DoesNotContain("new=1", await File.ReadAllTextAsync(_folder.File("calls")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotate_ASecretThatIsNotThere_RestartsNothing()
    {
        using var cluster = new ClusterApi();
        cluster.AddDeployment("dp-dapr-processing-tts", 1);

        var ran = await RunOnAsync(cluster, "rotate.sh", "s4", "access-key=new");

        Assert.NotEqual(0, ran.ExitCode);
        Assert.Contains("NotFound", ran.Errors, StringComparison.Ordinal);
        Assert.False(cluster.WasRestarted("dp-dapr-processing-tts"));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> References(IEnumerable<RenderedObject> objects) =>
        objects.SelectMany(found => Descendants(found.Json)).Where(node => node["secretKeyRef"] is not null)
            .Select(node => $"{node["secretKeyRef"]!["name"]}/{node["secretKeyRef"]!["key"]}");

    private static IEnumerable<JsonObject> Descendants(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Descendants(pair.Value)).Prepend(map),
        JsonArray items => items.SelectMany(Descendants),
        _ => [],
    };

    private async Task<ToolResult> RunAsync(string script, string[] environment, string argument)
    {
        var kubectl = await ClusterTools.KubectlPathAsync();
        await WriteKubectlAsync($$"""
            case "$*" in
              *--dry-run=client*) exec {{kubectl}} "$@" ;;
              *"get secret"*) test -e {{_folder.File("there")}} ;;
              "apply --server-side -f -") { echo ---; cat; } >> {{_folder.File("applied")}} ;;
              "apply --server-side -k "*) {{kubectl}} kustomize "$4" >> {{_folder.File("applied")}} ;;
            esac
            """);
        return await ToolResult.OfAsync(
            "env", [PathFirst, .. environment, "sh", Path.Combine(Folder, script), argument], _folder.Path);
    }

    /// <summary>With the real kubectl on an API without controllers; what waits for them is over at once.</summary>
    private async Task<ToolResult> RunOnAsync(ClusterApi cluster, string script, string argument = "", string input = "")
    {
        await WriteKubectlAsync($$"""
            case "$*" in
              *"rollout status"*) ;;
              *) exec {{await ClusterTools.KubectlPathAsync()}} --server {{cluster.Address}} "$@" ;;
            esac
            """);
        var given = $"printf '%s\\n' '{input}' | sh '{Path.Combine(Folder, script)}' {argument}";
        return await ToolResult.OfAsync("env", [PathFirst, $"HOME={_folder.Path}", "sh", "-c", given], _folder.Path);
    }

    private async Task WriteKubectlAsync(string answers)
    {
        await File.WriteAllTextAsync(_folder.File("bin/kubectl"), $"""
            #!/bin/sh
            echo "$*" >> {_folder.File("calls")}
            {answers}
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.File("bin/kubectl"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
