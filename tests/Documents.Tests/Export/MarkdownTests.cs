namespace DaprProcessing.Documents.Tests.Export;

public sealed class MarkdownTests
{
    [Fact]
    public void ToMarkdown_PageWithEverything_ReadsAsPrinted()
    {
        var markdown = Convert.ToMarkdown(SamplePages.Rich(1));

        Assert.Equal(
            $"""
            # 1. Ships and cargo

            {Convert.Prose}

            - timber from the north
            - glass
                1. green glass
                2. clear glass

            Figure 1: The harbour from the east

            <!-- image -->

            ```
            open(channel);
              sail(ship);
            ```

            {Convert.Prose}

            1 Measured in the year of the great ice.

            """, markdown.Replace("Harbour Report\n\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void ToMarkdown_RunningHeadOnEveryPage_IsLeftOut()
    {
        var markdown = Convert.ToMarkdown(SamplePages.Rich(1), SamplePages.Rich(2));

        Assert.DoesNotContain("Harbour Report", markdown, StringComparison.Ordinal);
    }
}
