using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.PdfDocling;

/// <summary>What a caller may choose for the structure of pages.</summary>
internal sealed record PdfDoclingOptions
{
    public const string Rules = "rules";
    public const string Neural = "neural";
    public const string Auto = "auto";

    [Description("Who finds tables and titles: rules alone, neural (models look at each page, rules hold against), auto (models "
        + "look where rules are unsure; rules where no models are installed).")]
    [AllowedValues(Rules, Neural, Auto)]
    public string Layout { get; init; } = Auto;
}
