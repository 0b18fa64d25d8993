using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Tts.Engines;

/// <summary>Where chatllm.cpp is. Section <c>Tts:ChatLlm</c>.</summary>
internal sealed class ChatLlmOptions
{
    public const string Section = "Tts:ChatLlm";

    /// <summary>The program's path; empty: there is none.</summary>
    public string Program { get; set; } = "";

    /// <summary>The path of the model that speaks (Orpheus).</summary>
    public string Model { get; set; } = "";

    /// <summary>The path of the model that makes sound of its tokens (SNAC); empty where the first does.</summary>
    public string SnacModel { get; set; } = "";

    public string DefaultVoice { get; set; } = "tara";

    /// <summary>Samples a second in what it exports.</summary>
    [Range(8000, 96000)]
    public int SampleRate { get; set; } = 24000;

    /// <summary>Wall time of one sentence.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Memory it may take: its model and more.</summary>
    [Range(1L << 20, 1L << 40)]
    public long MaxMemoryBytes { get; set; } = 32L << 30;
}
