using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class CaptionPatternTests
{
    [Theory]
    [InlineData("Figure 3: The plan")]
    [InlineData("Figure 3. The plan of the bay")]
    [InlineData("Figure 3 The plan")]
    [InlineData("Figure 3")]
    [InlineData("Fig. 3 – the plan")]
    [InlineData("FIG. 3A")]
    [InlineData("Figure A1: The plan")]
    [InlineData("Figure 7-26. Nuts")]
    [InlineData("Table IV. Ships")]
    [InlineData("TABLE 2 Ships")]
    [InlineData("Abbildung 2: Der Plan")]
    [InlineData("Tabelle 4.1: Schiffe")]
    [InlineData("Tableau 2 : navires")]
    [InlineData("Рис. 3. План")]
    [InlineData("图 3 海面")]
    [InlineData("表3：高度")]
    [InlineData("Listing 2: open")]
    public void IsCaption_NumberedNameOfAFigure_Is(string text) => Assert.True(CaptionPattern.IsCaption(text));

    [Theory]
    [InlineData("Figure 3 shows the plan")]
    [InlineData("Table 2 lists the ships")]
    [InlineData("Figure eight is a knot")]
    [InlineData("Figures 3: both")]
    [InlineData("see Figure 3: The plan")]
    [InlineData("Tablet 3: The plan")]
    [InlineData("")]
    public void IsCaption_SentenceThatNamesOne_IsNot(string text) => Assert.False(CaptionPattern.IsCaption(text));

    [Theory]
    [InlineData("Table 1", true)]
    [InlineData("tableau 1", true)]
    [InlineData("表 1", true)]
    [InlineData("Таблица 1", true)]
    [InlineData("Figure 1", false)]
    [InlineData("T", false)]
    public void IsOfTable_OfACaption_ReadsItsFirstLetter(string text, bool expected) =>
        Assert.Equal(expected, CaptionPattern.IsOfTable(text));
}
