using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.AudioTranscription;

/// <summary>What a caller may choose of a transcription.</summary>
internal sealed record AudioTranscriptionOptions
{
    [Description("Who listens. auto: whisper where a model is there, else pocketsphinx, whose words are a draft.")]
    [AllowedValues("auto", "whisper", "openai", "pocketsphinx")]
    public string Engine { get; init; } = "auto";

    [Description("The language spoken, ISO 639-1; auto to have it detected.")]
    [RegularExpression("^(auto|[a-z]{2,3})$")]
    public string Language { get; init; } = "auto";

    [Description("The engine's name of a model; empty for its own choice.")]
    [RegularExpression(@"^[A-Za-z0-9_+./-]{0,100}$")]
    public string Model { get; init; } = "";
}
