using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>Who reads texts where the caller leaves it to the deployment. Section <c>TextAnalysis</c>.</summary>
internal sealed class AnalyzerOptions
{
    public const string Section = "TextAnalysis";

    /// <summary>
    /// What the engine <c>auto</c> is here: <c>local</c>, <c>openai</c> or <c>gemini</c>. That an endpoint is set up does not
    /// choose it: texts leave the machine by somebody's decision.
    /// </summary>
    [AllowedValues("local", "openai", "gemini")]
    public string Engine { get; set; } = "local";
}
