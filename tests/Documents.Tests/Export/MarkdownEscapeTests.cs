using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

public sealed class MarkdownEscapeTests
{
    [Theory]
    [InlineData("timber", "timber")]
    [InlineData("snake_case", @"snake\_case")]
    [InlineData(@"snake\_case", @"snake\_case")]
    [InlineData("see https://a.example/b_c now_then", @"see https://a.example/b_c now\_then")]
    [InlineData("www.a_b.example", "www.a_b.example")]
    [InlineData("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2")]
    [InlineData("&lt;", "&amp;lt;")]
    [InlineData("a | b", "a | b")]
    public void Text_OfAParagraph_EscapesWhatIsMarkup(string text, string expected) =>
        Assert.Equal(expected, MarkdownEscape.Text(text));

    [Theory]
    [InlineData("a | b", "a &#124; b")]
    [InlineData("a\nb", "a b")]
    [InlineData("a\r\nb", "a b")]
    [InlineData("<b>", "&lt;b&gt;")]
    [InlineData("a_b", "a_b")]
    public void Cell_OfATable_EscapesWhatEndsIt(string text, string expected) =>
        Assert.Equal(expected, MarkdownEscape.Cell(text));
}
