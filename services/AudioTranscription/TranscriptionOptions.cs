using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.AudioTranscription;

/// <summary>What a replica takes on. Section <c>AudioTranscription</c>.</summary>
internal sealed class TranscriptionOptions
{
    public const string Section = "AudioTranscription";

    /// <summary>A longer recording is refused.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "4.00:00:00")]
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Wall time to decode one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan DecodeLimit { get; set; } = TimeSpan.FromMinutes(10);
}
