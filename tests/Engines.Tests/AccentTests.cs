using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>Accents drawn as signs of their own, over, under or after their letters.</summary>
public sealed class AccentTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    // In Helvetica an accent is 333 wide, e, a, u, o and g are 556, c is 500: 111 (84) is what centres the accent.
    [Theory]
    [InlineData("[(Poincar) -111 (\\264) 445 (e wrote it)] TJ", "Poincaré wrote it")]
    [InlineData("[(the Universite) 445 (\\264) -112 ( de Paris)] TJ", "the Université de Paris")]
    [InlineData("[-111 (\\250) 445 (uber Birkh) -111 (\\250) 445 (auser)] TJ", "über Birkhäuser")]
    [InlineData("[(Franc) 417 (\\270) -84 (ois)] TJ", "François")]
    [InlineData("[(the name Jorg) 1334 (\\250) -890 ( was new)] TJ", "the name Jörg was new")]
    [InlineData("[(at E.) 834 (\\264) -501 ( Cartan)] TJ", "at É. Cartan")]
    [InlineData("[(Jan Pol) 2613 (\\264) -2280 (a was)] TJ", "Ján Pola was")]
    [InlineData("[(na) -28 (\\250) 305 (ive)] TJ", "naïve")]
    [InlineData("[(an acute \\264 and `quoted' words ^ ~)] TJ", "an acute ´ and `quoted' words ^ ~")]
    [InlineData("[(over x) 389 (\\264) -56 ( it stays)] TJ", "over x´ it stays")]
    public async Task ExtractAsync_AccentInThePlaceOfALetter_IsPartOfIt(string operators, string expected) =>
        Assert.Equal(expected, await ReadAsync(operators));

    private async Task<string> ReadAsync(string operators) => (await engines.Extractor.ExtractAsync(
        engines.Pdf(new PdfBuilder().Page(page => page.Text(72, 300, "x").Raw($"BT /F0 12 Tf 72 700 Td {operators} ET"))), 1,
        default)).PlainText.Replace("\nx", "", StringComparison.Ordinal).Replace("x\n", "", StringComparison.Ordinal).Trim();
}
