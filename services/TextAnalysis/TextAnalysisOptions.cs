using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.TextAnalysis;

/// <summary>What a caller may choose for the analysis of texts.</summary>
internal sealed record TextAnalysisOptions
{
    [Description("Who reads the text: local (lists and rules, nothing leaves the machine).")]
    [AllowedValues("local")]
    public string Engine { get; init; } = "local";

    [Description("The text is read in parts of at most so many characters.")]
    [Range(500, 200_000)]
    public int PartCharacters { get; init; } = 12_000;

    [Description("Write summary, entities, language and tone into document.json as well, as meta of its body.")]
    public bool IntoDocument { get; init; } = true;
}
