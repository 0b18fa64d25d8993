using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Export;

/// <summary>The letters of a written file, as a reader of it counts them.</summary>
public sealed class CountingWriterTests
{
    [Theory]
    [InlineData("## Ships", "Ships")]
    [InlineData(@"snake\_case", "snakecase")]
    [InlineData("a &lt; b &amp; c &#124; d &gt; e", "abcde")]
    [InlineData("&lamp; &am\n", "lampam")]
    [InlineData("[ship](https://example.org/x) sails", "shipsails")]
    [InlineData("[ship](https://example.org/%28x) sails", "shipsails")]
    [InlineData("![a ship]() sails", "ashipsails")]
    [InlineData("a <!-- image --> b", "ab")]
    [InlineData("<!-- formula-not-decoded -->", "")]
    [InlineData("<!-- imago -->", "imago")]
    [InlineData("&&lt;", "")]
    [InlineData("<<!-- image -->", "")]
    [InlineData("see [1] (note)", "see1note")]
    public void Letters_OfMarkdown_AreThoseThatAreSeen(string markdown, string seen)
    {
        var expected = LetterCounts.Of([seen]);

        Assert.Equal(expected, Count(writer => writer.Write(markdown)));
        Assert.Equal(expected, Count(writer =>
        {
            foreach (var c in markdown)
            {
                writer.Write(c);
            }
        }));
    }

    [Fact]
    public void Letters_OfPlainText_AreAllOfThem()
    {
        using var inner = new StringWriter();
        using var writer = new CountingWriter(inner, isMarkdown: false);

        writer.Write("[ship](x) &amp;");
        writer.Write("..7..".ToCharArray(), 1, 3);

        Assert.Equal(LetterCounts.Of(["shipxamp7"]), writer.Letters);
        Assert.Equal("[ship](x) &amp;.7.", inner.ToString());
    }

    [Theory]
    [InlineData("a [ship](https://a.b/c) & b", "ashipb")]
    [InlineData("&amp;lt &lt;amp; x&am p", "ltampxamp")]
    [InlineData("[a](b) (c) ](d)(e) f", "acef")]
    [InlineData("x < y <!-- image --> z", "xyz")]
    [InlineData("1<&amp;<2", "12")]
    public void Letters_OfMarkdownInPiecesOfAnyLength_AreTheSame(string markdown, string letters)
    {
        for (var length = 1; length <= markdown.Length; length++)
        {
            Assert.Equal(LetterCounts.Of([letters]), Count(writer =>
            {
                foreach (var piece in markdown.Chunk(length))
                {
                    writer.Write(piece, 0, piece.Length);
                }
            }));
        }
    }

    private static IReadOnlyList<int> Count(Action<TextWriter> write)
    {
        using var writer = new CountingWriter(TextWriter.Null, isMarkdown: true);
        write(writer);
        return writer.Letters;
    }
}
