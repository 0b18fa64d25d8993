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

    /// <summary>A tone, as loud as it is said for each time.</summary>
    private static Task<SoundLevels> LevelsAsync(int seconds, Func<double, double> loudness)
    {
        var samples = new byte[seconds * Rate * sizeof(short)];
        for (var i = 0; i < seconds * Rate; i++)
        {
            var sample = loudness(i / (double)Rate) * Math.Sin(i * 0.2) * short.MaxValue;
            BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan(i * sizeof(short)), (short)sample);
        }

        return SoundLevels.ReadAsync(new MemoryStream(samples), Rate, CancellationToken.None);
    }
}
