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
        await File.WriteAllTextAsync(_folder.File("bin/kubectl"), $$"""
            #!/bin/sh
            echo "$*" >> {{_folder.File("calls")}}
            case "$*" in
              *--dry-run=client*) exec {{kubectl}} "$@" ;;
              *"get secret"*) test -e {{_folder.File("there")}} ;;
              "apply --server-side -f -") { echo ---; cat; } >> {{_folder.File("applied")}} ;;
              "apply --server-side -k "*) {{kubectl}} kustomize "$4" >> {{_folder.File("applied")}} ;;
            esac
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.File("bin/kubectl"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return await ToolResult.OfAsync(
            "env", [$"PATH={_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}", .. environment,
                "sh", Path.Combine(Folder, script), argument], _folder.Path);
    }
}
