using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.TestKit;
using YamlDotNet.RepresentationModel;

namespace DaprProcessing.Platform.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void StreamCatalog_OfLocalComponent_IsTheCatalogueInCode()
    {
        var declared = MetadataOf("components/local/pubsub.yaml")["streamCatalog"].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', StringSplitOptions.TrimEntries))
            .ToDictionary(parts => parts[1], parts => parts[0]);

        Assert.Equal(ConsumerCatalogue.StreamOfTopic.OrderBy(pair => pair.Key), declared.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void SelfHostedComponents_ForEachConsumer_NameItsStreamAndGroup()
    {
        Assert.All(ConsumerCatalogue.All, consumer =>
        {
            var metadata = MetadataOf($"components/selfhosted/pubsub-{consumer.AppId}.yaml");
            Assert.Equal(consumer.Stream, metadata["streamName"]);
            Assert.Equal(consumer.Group, metadata["durableName"]);
            Assert.Equal(consumer.Group, metadata["queueGroupName"]);
        });
    }

    [Fact]
    public void Pipelines_Shipped_NameKnownStagesAndArtifacts()
    {
        Assert.Contains(PipelineCatalogue.DefaultName, PipelineCatalogue.Shipped.All.Select(pipeline => pipeline.Name));
        Assert.All(PipelineCatalogue.Shipped.All, pipeline => Assert.NotEmpty(pipeline.Artifacts));
    }

    [Fact]
    public void Parse_UnknownStage_NamesPipelineAndStage()
    {
        var error = Assert.Throws<InvalidDataException>(() => PipelineCatalogue.Parse("my-pipeline:\n  stages: [no-such-stage]\n"));

        Assert.Contains("my-pipeline", error.Message);
        Assert.Contains("no-such-stage", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(63)]
    [InlineData(200)]
    [InlineData(10_000)]
    public void Cut_AnyPageCount_CoversEveryPageOnceInOrder(int pages)
    {
        var chunks = ChunkPlan.Cut(pages);

        Assert.Equal(Enumerable.Range(1, pages), chunks.SelectMany(chunk => Enumerable.Range(chunk.FirstPageNo, chunk.Count)));
        Assert.Equal(chunks.Count, chunks.Select(chunk => chunk.ChunkId).Distinct().Count());
    }

    private static Dictionary<string, string> MetadataOf(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(File.OpenText(Path.Combine(SamplePaths.RepositoryRoot, file)));
        var metadata = (YamlSequenceNode)yaml.Documents[0].RootNode["spec"]["metadata"];
        return metadata.Where(item => ((YamlMappingNode)item).Children.ContainsKey("value")).ToDictionary(item => (string)item["name"]!, item => (string)item["value"]!);
    }
}
