using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.WavAggregator;

/// <summary>What a caller may choose of the whole recording.</summary>
internal sealed record WavAggregatorOptions
{
    [Description("Beside audio.wav: audio.mp3, audio.opus, audio.m4b, each with chapters and tags.")]
    [AllowedValues("mp3", "opus", "m4b")]
    [Length(0, 3)]
    public IReadOnlyList<string> Formats { get; init; } = [];

    [Description("The title in the tags; empty for the document's name.")]
    [RegularExpression(@"^[^\u0000-\u001f]{0,200}$")]
    public string Title { get; init; } = "";

    [Description("The author in the tags.")]
    [RegularExpression(@"^[^\u0000-\u001f]{0,200}$")]
    public string Author { get; init; } = "";
}
