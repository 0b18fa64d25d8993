using System.Buffers.Binary;
using DaprProcessing.Audio.Listening;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Audio.Tests.Listening;

public sealed class ListeningTests
{
    private const int Rate = 16000;

    [Fact]
    public async Task Recording_IsCutInSilence_AndWhole()
    {
        // Speech of 5 s and 0.6 s of silence, for four minutes; one pause of 2 s at 60 s.
        var levels = await LevelsAsync(240, second => second is (>= 60 and < 62) ? 0 : second % 5.6 < 5 ? 0.2 : 0.001);

        var stretches = StretchPlan.Cut(levels);

        Assert.Equal(61, stretches[0].End.TotalSeconds, 0.3);
        Assert.Equal(240, stretches.Sum(stretch => stretch.Duration.TotalSeconds), 0.001);
        Assert.All(stretches, stretch => Assert.InRange(stretch.Duration.TotalSeconds, 0.01, 90));
        Assert.All(stretches.SkipLast(1), stretch => Assert.False(levels.HasSound(stretch.End, stretch.End)));
        Assert.Equal(stretches.SkipLast(1).Select(one => one.End), stretches.Skip(1).Select(one => one.Start));
    }

    [Fact]
    public async Task Recording_WithoutSilence_IsCutAllTheSame()
    {
        var stretches = StretchPlan.Cut(await LevelsAsync(200, _ => 0.3));

        Assert.Equal(200, stretches.Sum(stretch => stretch.Duration.TotalSeconds), 0.001);
        Assert.All(stretches, stretch => Assert.InRange(stretch.Duration.TotalSeconds, 1, 90));
    }

    [Fact]
    public async Task Recording_OfNothing_HasNoStretch() => Assert.Empty(StretchPlan.Cut(await LevelsAsync(0, _ => 0)));

    [Fact]
    public async Task Segment_IsFittedToItsSound()
    {
        var levels = await LevelsAsync(10, second => second is >= 2 and < 4 ? 0.3 : 0.0005);

        var fitted = SoundEdges.Fit(new TranscriptSegment(0, 7, "Hello", [new("Hello", 0.5, 3)]), levels);

        Assert.Equal(2, fitted.Start, 0.15);
        Assert.Equal(4, fitted.End, 0.15);
        Assert.InRange(fitted.Words[0].Start, fitted.Start, fitted.End);
        Assert.False(levels.HasSound(TimeSpan.Zero, TimeSpan.FromSeconds(1.9)));
        Assert.True(levels.HasSound(TimeSpan.Zero, TimeSpan.FromSeconds(2.1)));
    }

    [Fact]
    public async Task Segment_BetweenNoises_IsItsWords()
    {
        // A voice, the rustle at its end that runs on into the segment, and the voice again.
        var levels = await LevelsAsync(
            13, second => second is < 3 or >= 8 and < 11 ? 0.3 : second is >= 3.2 and < 3.5 or >= 11.7 and < 12 ? 0.03 : 0.0005);

        var behindNoise = SoundEdges.Fit(new TranscriptSegment(3, 13, "Hello", []), levels);
        var behindAWord = SoundEdges.Fit(new TranscriptSegment(2.7, 13, "Well, hello", []), levels);

        Assert.Equal((8.0, 11.0), (behindNoise.Start, behindNoise.End), new Within(0.15));
        Assert.Equal(2.7, behindAWord.Start);
    }

    [Fact]
    public async Task Silence_BetweenRecordings_DoesNotMakeTheirNoiseASound()
    {
        var levels = await LevelsAsync(20, second => second is >= 5 and < 15 ? 0 : second % 2 < 1 ? 0.3 : 0.01);

        Assert.True(levels.HasSound(TimeSpan.FromSeconds(2.1), TimeSpan.FromSeconds(2.9)));
        Assert.False(levels.HasSound(TimeSpan.FromSeconds(3.1), TimeSpan.FromSeconds(3.9)));
    }

    [Fact]
    public async Task Pieces_LeaveOutLongSilences_AndKnowWhereEverythingWas()
    {
        // Silent, a second of sound, silent for 5 s, 2 s with a pause of one, silent.
        var (samples, levels) = await RecordingAsync(
            15, second => second is (>= 2 and < 3) or (>= 8 and < 9) or (>= 10 and < 11) ? 0.3 : 0);

        var pieces = SoundPieces.Of(levels);
        var output = new MemoryStream();
        await pieces.CopyAsync(samples, output, Rate, CancellationToken.None);

        // One and three seconds, with 0.3 s at each side.
        Assert.Equal((1.6 + 3.6) * Rate * sizeof(short), output.Length);
        var first = pieces.Placed(new TranscriptSegment(0, 1.7, "One.", [new("One.", 0.3, 1.3)]));
        Assert.Equal((1.7, 3.2), (first.Start, first.End), new Within(0.15));
        Assert.Equal(new TranscriptWord("One.", 2, 3), Assert.Single(first.Words));
        var second = pieces.Placed(new TranscriptSegment(
            1.5, 5.2, "Two three.", [new("Two", 1.9, 2.9), new("three.", 3.9, 4.9)]));
        Assert.Equal((7.7, 11.3), (second.Start, second.End), new Within(0.15));
        Assert.Equal([8, 10], second.Words.Select(word => word.Start));
    }

    [Fact]
    public async Task Segment_WithoutSound_IsLeftAsItIs()
    {
        var segment = new TranscriptSegment(1, 2, "?", []);

        Assert.Same(segment, SoundEdges.Fit(segment, await LevelsAsync(3, _ => 0)));
    }

    [Fact]
    public async Task Segment_BehindTheEnd_HasNoLength()
    {
        var fitted = SoundEdges.Fit(
            new TranscriptSegment(4.5, 5, "Hello", [new("Hello", 4.6, 4.9)]), await LevelsAsync(3, _ => 0.3));

        Assert.Equal((4.5, 4.5), (fitted.Start, fitted.End));
        Assert.Equal(new TranscriptWord("Hello", 4.5, 4.5), Assert.Single(fitted.Words));
    }

    [Fact]
    public void Transcript_IsADocument_WithItsTrack()
    {
        var segment = new TranscriptSegment(0.5, 1.5, "Hello.", [new("Hello.", 0.5, 1.5)]).Shifted(60);
        var document = TranscriptDocument.Of(
            new Transcript("en", "whisper", "good", 62, [segment]), new DocumentOrigin("audio/wav", 1, "talk.wav"));

        Assert.Equal("talk", document.Name);
        Assert.Equal(new TrackSource(60.5, 61.5), Assert.Single(document.Texts).Source!.Single());
        Assert.Empty(DoclingValidator.Validate(document));
    }

    private static async Task<SoundLevels> LevelsAsync(int seconds, Func<double, double> loudness) =>
        (await RecordingAsync(seconds, loudness)).Levels;

    /// <summary>A tone, as loud as it is said for each time.</summary>
    private static async Task<(MemoryStream Samples, SoundLevels Levels)> RecordingAsync(
        int seconds, Func<double, double> loudness)
    {
        var samples = new byte[seconds * Rate * sizeof(short)];
        for (var i = 0; i < seconds * Rate; i++)
        {
            var sample = loudness(i / (double)Rate) * Math.Sin(i * 0.2) * short.MaxValue;
            BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan(i * sizeof(short)), (short)sample);
        }

        return (new MemoryStream(samples), await SoundLevels.ReadAsync(
            new MemoryStream(samples), Rate, CancellationToken.None));
    }

    private sealed class Within(double seconds) : EqualityComparer<(double Start, double End)>
    {
        public override bool Equals((double Start, double End) x, (double Start, double End) y) =>
            Math.Abs(x.Start - y.Start) <= seconds && Math.Abs(x.End - y.End) <= seconds;

        public override int GetHashCode((double Start, double End) obj) => 0;
    }
}
