using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Engines.Speech;

/// <summary>The processes that run voices and recognisers. Section <see cref="Section"/>.</summary>
public sealed class SpeechEngineOptions
{
    public const string Section = "SpeechEngines";

    /// <summary>Processes at most; 0, the default, is one per processor.</summary>
    [Range(0, 256)]
    public int Processes { get; set; }

    /// <summary>Wall time to speak a sentence, the loading of the voice included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SpeakLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Wall time to recognise a stretch of a minute or so, the loading of the model included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan HearLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Resident memory at which an engine is ended; a large Whisper model needs more than the default.</summary>
    [Range(128L << 20, 1L << 40)]
    public long MaxResidentBytes { get; set; } = 3L << 30;

    /// <summary>Threads of one recognition.</summary>
    [Range(1, 256)]
    public int HearThreads { get; set; } = Math.Min(4, Environment.ProcessorCount);

    /// <summary>An engine unused for so long exits, its model with it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "7.00:00:00")]
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(2);

    internal EngineOptions Pool() => new()
    {
        Program = "speech-engine",
        Processes = Processes,
        MaxResidentBytes = MaxResidentBytes,
        // Models stay: an engine grows by its model and then no more.
        RecycleAboveBytes = MaxResidentBytes,
        IdleAfter = IdleAfter,
        // One above the number would load every model once more.
        SpareAfter = TimeSpan.FromDays(1),
    };
}
