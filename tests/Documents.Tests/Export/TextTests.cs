using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

public sealed class TextTests
{
    [Fact]
    public void ToText_PageWithEverything_HasNoMarkup()
    {
        var text = DoclingText.ToText(Convert.ToDocument(SamplePages.Rich(1), SamplePages.Rich(2)));

        Assert.Contains("timber from the north\n\nglass\n\n1. green glass", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Harbour Report", text, StringComparison.Ordinal);
        Assert.DoesNotContain("#", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", text, StringComparison.Ordinal);
    }
}
