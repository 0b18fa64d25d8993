using System.Text;
using System.Text.Json;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Docling;

public sealed class SchemaTests
{
    private static readonly SchemaEvaluator Schema = SchemaEvaluator.Load();

    [Fact]
    public void ToUtf8Bytes_EveryKindOfItem_IsValidAgainstTheSchema()
    {
        using var json = JsonDocument.Parse(DoclingJson.ToUtf8Bytes(Convert.ToDocument(SamplePages.Rich(1), SamplePages.Rich(2))));

        Assert.Empty(Schema.Errors(json.RootElement));
    }

    [Theory]
    [InlineData("\"marker\":", "\"mark\":")]
    [InlineData("\"label\":\"list_item\"", "\"label\":\"item\"")]
    [InlineData("\"level\":1", "\"level\":0")]
    [InlineData("\"orig\":", "\"original\":")]
    [InlineData("\"binary_hash\":", "\"hash\":")]
    public void Evaluate_DocumentThatBreaksTheSchema_IsRejected(string printed, string broken)
    {
        var text = Encoding.UTF8.GetString(DoclingJson.ToUtf8Bytes(Convert.ToDocument(SamplePages.Rich(1), SamplePages.Rich(2))));
        Assert.Contains(printed, text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(text.Replace(printed, broken, StringComparison.Ordinal));

        Assert.NotEmpty(Schema.Errors(json.RootElement));
    }
}
