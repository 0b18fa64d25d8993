using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Tts;

/// <summary>What a caller may choose of how a document is read aloud.</summary>
internal sealed record TtsOptions
{
    [Description("Who speaks. auto: piper where a voice for the language is there, else espeak-ng.")]
    [AllowedValues("auto", "piper", "espeak-ng", "chatllm", "openai", "gemini")]
    public string Engine { get; init; } = "auto";

    [Description("The engine's name of a voice; empty for its own choice for the language.")]
    [RegularExpression(@"^[A-Za-z0-9_+.-]{0,100}$")]
    public string Voice { get; init; } = "";

    [Description("The language of the text, ISO 639-1, with a region where it matters: en, en-gb, de. auto: what the text is in; "
        + "English where that cannot be told.")]
    [RegularExpression(@"^(auto|[a-z]{2,3}(-[a-z0-9]{2,8})*)$")]
    public string Language { get; init; } = DocumentLanguage.Automatic;

    [Description("How fast: 1 is the voice's own pace, 2 twice as fast.")]
    [Range(0.5, 2.0)]
    public double Rate { get; init; } = 1;

    [Description("Footnotes are read too.")]
    public bool Footnotes { get; init; }

    [Description("The cells of tables are read too, not their captions only.")]
    public bool Tables { get; init; }

    [Description("After each page the commentary on it is read, where png-to-text was to have one written; announced, and in a "
        + "passage of its own.")]
    public bool Commentary { get; init; }

    [Description("Headings down to this level begin a chapter.")]
    [Range(0, 100)]
    public int ChapterLevel { get; init; } = 2;

    [Description("For voices that throw dice (chatllm).")]
    [Range(0, int.MaxValue)]
    public int Seed { get; init; }

    [Description("Layers on the GPU (chatllm).")]
    [Range(0, 1000)]
    public int Ngl { get; init; }

    [Description("Share of the likely continuations that are drawn from (chatllm, gemini).")]
    [Range(0.0, 1.0)]
    public double TopP { get; init; } = 0.95;

    [Description("Above 1 repetitions become less likely (chatllm).")]
    [Range(0.5, 3.0)]
    public double RepetitionPenalty { get; init; } = 1.1;

    [Description("0 is the most likely continuation always (chatllm, gemini).")]
    [Range(0.0, 2.0)]
    public double Temperature { get; init; } = 0.6;
}
