namespace DaprProcessing.Audio.Listening;

/// <summary>
/// A recording without its long silences. Recognisers repeat or make up words over them, and let the words behind them begin too
/// early.
/// </summary>
public sealed class SoundPieces
{
    /// <summary>A pause of speech is shorter, and says where a sentence ends.</summary>
    private static readonly TimeSpan LongSilence = TimeSpan.FromSeconds(1.5);

    /// <summary>What is left of a silence at either side of it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(0.3);

    private readonly IReadOnlyList<Stretch> _pieces;

    private SoundPieces(IReadOnlyList<Stretch> pieces) => _pieces = pieces;

    public static SoundPieces Of(SoundLevels levels)
    {
        var (pieces, start) = (new List<Stretch>(), TimeSpan.Zero);
        for (var begin = 0; begin < levels.Count; begin++)
        {
            var end = begin;
            while (end < levels.Count && levels.IsSilent(end))
            {
                end++;
            }

            var (from, to) = (SoundLevels.TimeOf(begin), SoundLevels.TimeOf(end));
            if (to - from >= LongSilence)
            {
                // None before the first sound.
                if (begin > 0)
                {
                    pieces.Add(new Stretch(start, from + Margin));
                }

                start = end < levels.Count ? to - Margin : levels.Duration;
            }

            begin = end;
        }

        if (start < levels.Duration)
        {
            pieces.Add(new Stretch(start, levels.Duration));
        }

        return new SoundPieces(pieces);
    }

    /// <summary>Copies mono samples of 16 bits.</summary>
    public async Task CopyAsync(Stream samples, Stream output, int sampleRate, CancellationToken cancellationToken)
    {
        foreach (var piece in _pieces)
        {
            var bytes = new byte[Math.Min(Offset(piece.End), samples.Length) - Offset(piece.Start)];
            samples.Position = Offset(piece.Start);
            await samples.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        long Offset(TimeSpan time) => (long)Math.Round(time.TotalSeconds * sampleRate) * sizeof(short);
    }

    /// <summary>What was heard of the pieces, at its times in the whole.</summary>
    public TranscriptSegment Placed(TranscriptSegment segment)
    {
        var start = Place(segment.Start, isEnd: false);
        var end = Math.Max(start, Place(segment.End, isEnd: true));
        return segment with
        {
            Start = start,
            End = end,
            Words = [.. segment.Words.Select(word => Place(word.Start, isEnd: false) is var begin
                ? word with { Start = begin, End = Math.Max(begin, Place(word.End, isEnd: true)) } : word)],
        };
    }

    /// <summary>What begins in what is left of a silence begins behind it, and what ends there has ended before it.</summary>
    private double Place(double seconds, bool isEnd)
    {
        var slack = isEnd ? -Margin.TotalSeconds : Margin.TotalSeconds;
        var before = 0.0;
        foreach (var (index, piece) in _pieces.Index())
        {
            var (isLast, length) = (index == _pieces.Count - 1, piece.Duration.TotalSeconds);
            if (isLast || seconds + slack < before + length)
            {
                var within = Math.Clamp(seconds - before, 0, isLast ? double.MaxValue : length);
                return Math.Round(piece.Start.TotalSeconds + within, 3);
            }

            before += length;
        }

        return seconds;
    }
}
