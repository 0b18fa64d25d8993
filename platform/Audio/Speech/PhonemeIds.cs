using System.Text.Json;

namespace DaprProcessing.Audio.Speech;

/// <summary>
/// What a Piper voice wants to know of its text, from the JSON beside its model: the numbers of phonemes, the language to
/// phonemise in, its sample rate.
/// </summary>
public sealed class PhonemeIds
{
    private const int MaxSigns = 1024;

    private readonly IReadOnlyDictionary<string, long[]> _ids;
    private readonly long[] _begin, _pad, _end;

    private PhonemeIds(IReadOnlyDictionary<string, long[]> ids, string phonemizerVoice, int sampleRate, bool hasSpeakers)
    {
        (_ids, PhonemizerVoice, SampleRate, HasSpeakers) = (ids, phonemizerVoice, sampleRate, hasSpeakers);
        (_begin, _pad, _end) = (Needed("^"), Needed("_"), Needed("$"));
    }

    /// <summary>The voice of espeak-ng that makes the phonemes.</summary>
    public string PhonemizerVoice { get; }

    public int SampleRate { get; }

    /// <summary>The model asks for a speaker too.</summary>
    public bool HasSpeakers { get; }

    /// <exception cref="InvalidDataException">Not the description of a voice.</exception>
    public static PhonemeIds Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var map = root.GetProperty("phoneme_id_map").EnumerateObject().Take(MaxSigns).ToDictionary(
                sign => sign.Name, sign => sign.Value.EnumerateArray().Select(id => id.GetInt64()).ToArray());
            var rate = root.GetProperty("audio").GetProperty("sample_rate").GetInt32();
            return new PhonemeIds(
                map, root.GetProperty("espeak").GetProperty("voice").GetString()!,
                rate is >= 8000 and <= 96000 ? rate : throw new InvalidDataException($"A voice of {rate} samples a second."),
                root.TryGetProperty("num_speakers", out var speakers) && speakers.GetInt32() > 1);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            throw new InvalidDataException("The JSON beside the model does not describe a voice.", error);
        }
    }

    /// <summary>
    /// The numbers of a sentence: its clauses' phonemes with the marks behind them, a padding after every one. A sign that the
    /// voice does not know is left out.
    /// </summary>
    public IReadOnlyList<long> Of(IEnumerable<(string Phonemes, string Mark)> clauses)
    {
        List<long> numbers = [.. _begin, .. _pad];
        foreach (var (phonemes, mark) in clauses)
        {
            var text = numbers.Count > _begin.Length + _pad.Length ? $" {phonemes}{mark}" : phonemes + mark;
            foreach (var sign in Decomposition.Of(text).EnumerateRunes())
            {
                if (_ids.TryGetValue(sign.ToString(), out var ids))
                {
                    numbers.AddRange([.. ids, .. _pad]);
                }
            }
        }

        numbers.AddRange(_end);
        return numbers;
    }

    private long[] Needed(string sign) => _ids.TryGetValue(sign, out var ids) && ids.Length > 0 ? ids
        : throw new InvalidDataException($"The voice has no number for '{sign}'.");
}
