using System.Buffers.Binary;

namespace DaprProcessing.Audio.Listening;

/// <summary>How loud a recording is, every hundredth of a second, and from where on it counts as sound.</summary>
public sealed class SoundLevels
{
    private const int WindowsPerSecond = 100;
    private const double LowestDb = -90;
    private const double SilentBelowDb = -60, LoudAboveDb = -22;

    /// <summary>Digital silence between recordings tells nothing of the noise in them.</summary>
    private const double NothingBelowDb = -80;

    /// <summary>Sound begins so far up from the recording's own noise to its own speech.</summary>
    private const double ShareOfRange = 0.45;

    /// <summary>So far up there is nothing, not even a soft voice far from the microphone.</summary>
    private const double SilentShareOfRange = 0.15;

    private const double NothingAboveDb = -50;

    private readonly float[] _decibels;
    private readonly double _silentDb;

    private SoundLevels(float[] decibels, TimeSpan duration)
    {
        (_decibels, Duration) = (decibels, duration);
        var sorted = decibels.Where(level => level > NothingBelowDb).Order().ToArray();
        var noise = sorted.Length == 0 ? LowestDb : sorted[sorted.Length / 10];
        var speech = sorted.Length == 0 ? LowestDb : sorted[sorted.Length * 19 / 20];
        ThresholdDb = Math.Clamp(noise + ((speech - noise) * ShareOfRange), SilentBelowDb, LoudAboveDb);
        _silentDb = Math.Clamp(noise + ((speech - noise) * SilentShareOfRange), NothingBelowDb, NothingAboveDb);
    }

    public TimeSpan Duration { get; }

    public double ThresholdDb { get; }

    internal int Count => _decibels.Length;

    /// <summary>Of mono samples of 16 bits, read to the end.</summary>
    public static async Task<SoundLevels> ReadAsync(Stream samples, int sampleRate, CancellationToken cancellationToken)
    {
        var window = new byte[sampleRate / WindowsPerSecond * sizeof(short)];
        var decibels = new List<float>();
        long bytes = 0;
        while (await samples.ReadAtLeastAsync(window, window.Length, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false) is > 1 and var read)
        {
            decibels.Add(Decibels(window.AsSpan(0, read & ~1)));
            bytes += read;
        }

        return new SoundLevels([.. decibels], TimeSpan.FromSeconds(bytes / sizeof(short) / (double)sampleRate));
    }

    public bool IsSound(int window) => _decibels[window] > ThresholdDb;

    /// <summary>Nothing that could be a word lies there.</summary>
    internal bool IsSilent(int window) => _decibels[window] <= Math.Min(_silentDb, ThresholdDb);

    /// <summary>Whether anything is heard between two times.</summary>
    public bool HasSound(TimeSpan start, TimeSpan end)
    {
        for (var window = WindowAt(start); window < Math.Min(Count, WindowAt(end) + 1); window++)
        {
            if (IsSound(window))
            {
                return true;
            }
        }

        return false;
    }

    internal float At(int window) => _decibels[window];

    internal static int WindowAt(TimeSpan time) => (int)(time.TotalSeconds * WindowsPerSecond);

    internal static TimeSpan TimeOf(int window) => TimeSpan.FromSeconds(window / (double)WindowsPerSecond);

    private static float Decibels(ReadOnlySpan<byte> samples)
    {
        double sum = 0;
        for (var i = 0; i < samples.Length; i += sizeof(short))
        {
            double sample = BinaryPrimitives.ReadInt16LittleEndian(samples[i..]);
            sum += sample * sample;
        }

        var power = sum / (samples.Length / sizeof(short)) / (32768.0 * 32768.0);
        return (float)(power <= 1e-9 ? LowestDb : 10 * Math.Log10(power));
    }
}
