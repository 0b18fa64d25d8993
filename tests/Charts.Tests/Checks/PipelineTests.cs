using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Charts.Tests.Checks;

public sealed class PipelineTests
{
    /// <summary>A pipeline among the values is one that the gateway reads.</summary>
    [Fact]
    public async Task Pipelines_OfTheValues_AreReadByTheGateway()
    {
        var map = (await Chart.ObjectsAsync("production"))
            .Single(rendered => rendered is { Kind: "ConfigMap", Name: "dp-dapr-processing-pipelines" });
        var (file, yaml) = Assert.Single(map.Json["data"]!.AsObject());

        var pipeline = PipelineCatalogue.Parse(Path.GetFileNameWithoutExtension(file), (string)yaml!, ConsumerCatalogue.Shipped);

        Assert.Equal("pdf.text", pipeline.Name);
    }
}
