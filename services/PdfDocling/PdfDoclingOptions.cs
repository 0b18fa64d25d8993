using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.PdfDocling;

/// <summary>What a caller may choose for the structure of pages.</summary>
internal sealed record PdfDoclingOptions
{
    public const string Rules = "rules";
    public const string Neural = "neural";
    public const string Auto = "auto";
    public const string BuiltIn = "builtin";
    public const string DoclingServe = "docling-serve";

    [Description("Who converts pages: builtin, docling-serve (a server that the deployment names), auto: what the deployment is "
        + "set to, builtin if nothing else.")]
    [AllowedValues(Auto, BuiltIn, DoclingServe)]
    public string Engine { get; init; } = Auto;

    [Description("Pages are done by builtin while docling-serve is down; without, they wait for it and fail in the end.")]
    public bool FallBack { get; init; } = true;

    [Description("Who finds tables and titles: rules alone, neural (models look at each page, rules hold against), auto (models "
        + "look where rules are unsure; rules where no models are installed).")]
    [AllowedValues(Rules, Neural, Auto)]
    public string Layout { get; init; } = Auto;
}
