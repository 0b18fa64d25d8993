using System.Text.Json.Nodes;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Tests.Export;

namespace DaprProcessing.Documents.Tests.Docling;

public sealed class DocumentVersionTests
{
    [Theory]
    [InlineData("1.10.0", true, true)]
    [InlineData("1.11.0", true, true)]
    [InlineData("1.9.0", true, true)]
    [InlineData("1.8.0", false, true)]
    [InlineData("1.5.0", false, false)]
    public void Project_ToAnOlderVersion_LeavesOutWhatItDoesNotKnow(string version, bool hasTracks, bool hasMeta)
    {
        var small = new SmallDocument();
        var text = small.Text(Labels.Text, "spoken");
        text.Source = [new TrackSource(0, 1)];
        text.Meta = new JsonObject { ["summary"] = new JsonObject { ["text"] = "short" } };

        var projected = DocumentVersion.Project(small.Document, Version.Parse(version));

        Assert.Equal(version is "1.11.0" ? "1.10.0" : version, projected.Version);
        Assert.Equal((hasTracks, hasMeta), (projected.Texts[0].Source is not null, projected.Texts[0].Meta is not null));
    }
}
