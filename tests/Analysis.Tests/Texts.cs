namespace DaprProcessing.Analysis.Tests;

/// <summary>Small texts of our own.</summary>
internal static class Texts
{
    public const string Harbour =
        """
        The Harbour of Bristol

        The old harbour of Bristol was closed to cargo ships in 1975. Since then the city has turned the harbour into a
        quarter of museums and cafés. Dr. Margaret Hill of the University of Bristol has studied how the harbour changed. "The
        harbour gave the city its wealth," she said on 12 March 2024. Visitors can take a ferry across the harbour for £2.50.

        Critics complain that rents near the harbour rose by 40 percent. The council received 1,200 complaints last year.
        Rents were never a problem before the cafés came. Anna Schmidt, who runs a small shop, fears that she will lose it.
        She can be reached at anna.schmidt@example.org or https://example.org/shop.

        Green Ferries Ltd. plans electric boats. The boats are quiet, clean and safe, and people love them. The company will
        invest $3.5 million before 2027-01-31.
        """;

    public static TextAnalysisResult Analyze(string text, int partCharacters = 12_000) => PartMerger.Merge(
        text,
        [.. Words.TextParts.Cut(text, partCharacters).Select(part => LocalAnalyzer.Analyze(
            text[part.Start..part.End], part.Start))]);
}
