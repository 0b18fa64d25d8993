using System.Text;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Docling;

public sealed class SchemaTests
{
    [Fact]
    public void ToUtf8Bytes_EveryKindOfItem_IsValidAgainstTheSchema() => Assert.Empty(DocumentSchema.Errors(Rich()));

    [Theory]
    [InlineData("\"marker\":", "\"mark\":")]
    [InlineData("\"label\":\"list_item\"", "\"label\":\"item\"")]
    [InlineData("\"level\":1", "\"level\":0")]
    [InlineData("\"orig\":", "\"original\":")]
    [InlineData("\"binary_hash\":", "\"hash\":")]
    [InlineData("\"version\":\"1.", "\"version\":\"one.")]
    public void Errors_DocumentThatBreaksTheSchema_AreNamed(string printed, string broken)
    {
        var text = Rich();
        Assert.Contains(printed, text, StringComparison.Ordinal);

        Assert.NotEmpty(DocumentSchema.Errors(text.Replace(printed, broken, StringComparison.Ordinal)));
    }

    private static string Rich() =>
        Encoding.UTF8.GetString(DoclingJson.ToUtf8Bytes(Convert.ToDocument(SamplePages.Rich(1), SamplePages.Rich(2))));
}
