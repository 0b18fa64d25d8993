using System.Text.Json.Nodes;
using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.Local.Host.Streams;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>
/// A pool at zero has no worker that would make its consumer, so the bootstrap Job makes them all; the autoscaler finds each
/// where it looks, which is the server's monitoring port.
/// </summary>
public sealed class AutoscalingTests
{
    [Theory]
    [InlineData("production")]
    [InlineData("cpu-gpu-pools")]
    [InlineData("gpu-device-plugin")]
    public async Task Consumers_OfScaledObjects_AreThereAfterTheBootstrapJob(string name)
    {
        var objects = await Chart.ObjectsAsync(name);
        var monitoring = FreePort.Next();
        await using var nats = await NatsServer.StartAsync($"http: \"127.0.0.1:{monitoring}\"");

        Assert.Equal(0, await StreamsCommand.RunAsync(Arguments(objects, nats.Url)));

        var triggers = objects.Where(rendered => rendered.Kind == "ScaledObject")
            .Select(rendered => rendered.Spec["triggers"]![0]!["metadata"]!).ToList();
        Assert.NotEmpty(triggers);
        using var http = new HttpClient();
        foreach (var trigger in triggers)
        {
            var seen = JsonNode.Parse(await http.GetStringAsync(
                $"http://127.0.0.1:{monitoring}/jsz?acc={trigger["account"]}&consumers=true&config=true"))!;
            var consumers = seen["account_details"]![0]!["stream_detail"]!.AsArray()
                .Single(stream => (string?)stream!["name"] == (string?)trigger["stream"])!["consumer_detail"]!.AsArray();
            var found = consumers.Single(consumer => (string?)consumer!["name"] == (string?)trigger["consumer"])!;
            Assert.Equal(ChartCatalogue.TopicOf((string)trigger["consumer"]!), (string?)found["config"]!["filter_subject"]);
        }
    }

    /// <summary>The Job logs in as the component does, by what the Secret holds.</summary>
    [Theory]
    [InlineData("token", "token")]
    [InlineData("url", "natsURL")]
    [InlineData("credentials", "credentials")]
    [InlineData("seedKey", "seedKey")]
    public async Task BootstrapJob_WithEachKindOfLogin_GetsItByAVariableItReads(string kind, string metadata)
    {
        var objects = RenderedObject.All((await Chart.TemplateAsync(
            Chart.CaseValues("minimal"), "--set", $"nats.secret.name=nats,nats.secret.kind={kind}")).Succeeded());
        var source = await File.ReadAllTextAsync(
            Path.Combine(SamplePaths.RepositoryRoot, "local", "Host", "Streams", "StreamsCommand.cs"));

        var login = Assert.Single(
            RenderedObject.ContainersOf(objects.Single(rendered => rendered.Kind == "Job").Pod!).Single()["env"]!.AsArray(),
            variable => variable!["valueFrom"]?["secretKeyRef"]?["name"] is not null);
        Assert.Contains($"\"{login!["name"]}\"", source, StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(
            objects.Single(rendered => rendered is { Kind: "Component", Name: "pubsub" }).Spec["metadata"]!.AsArray(),
            item => (string?)item!["name"] == metadata)!["secretKeyRef"]);
    }

    // The arguments as rendered; where NATS is comes from the environment there.
    private static Dictionary<string, string> Arguments(IEnumerable<RenderedObject> objects, string url)
    {
        var job = objects.Single(rendered => rendered.Kind == "Job");
        var rendered = RenderedObject.ContainersOf(job.Pod!).Single()["args"]!.AsArray()
            .Select(argument => (string)argument!).ToList();
        Assert.Equal("streams", rendered[0]);
        var options = new Dictionary<string, string>(StreamsCommand.Options) { ["url"] = url };
        foreach (var pair in rendered.Skip(1).Chunk(2))
        {
            Assert.Contains(pair[0].TrimStart('-'), StreamsCommand.Options.Keys);
            options[pair[0].TrimStart('-')] = pair[1];
        }

        // One server here.
        options["replicas"] = "1";
        return options;
    }
}
