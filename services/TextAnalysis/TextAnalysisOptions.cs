using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.TextAnalysis;

/// <summary>What a caller may choose for the analysis of texts.</summary>
internal sealed record TextAnalysisOptions
{
    public const string Auto = "auto";

    [Description("Who reads the text: local (lists and rules, nothing leaves the machine), openai (a server with OpenAI's chat "
        + "completions), gemini. auto: what the deployment is set to, local if nothing else.")]
    [AllowedValues(Auto, "local", "openai", "gemini")]
    public string Engine { get; init; } = Auto;

    [Description("The text is read in parts of at most so many characters.")]
    [Range(500, 200_000)]
    public int PartCharacters { get; init; } = 12_000;

    [Description("Write summary, entities, language and tone into document.json as well, as meta of its body.")]
    public bool IntoDocument { get; init; } = true;
}
