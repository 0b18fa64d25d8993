namespace DaprProcessing.Audio.Waves;

/// <summary>Linear PCM, little-endian, signed: what every part of the pipeline speaks and hears.</summary>
/// <param name="SampleRate">Frames in a second.</param>
public readonly record struct PcmFormat(int SampleRate, int Channels = 1, int BitsPerSample = 16)
{
    /// <summary>One sample of every channel.</summary>
    public int BytesPerFrame => Channels * (BitsPerSample / 8);

    public long Frames(TimeSpan duration) => duration.Ticks * SampleRate / TimeSpan.TicksPerSecond;

    public TimeSpan Duration(long frames) => TimeSpan.FromTicks((long)((Int128)frames * TimeSpan.TicksPerSecond / SampleRate));
}
