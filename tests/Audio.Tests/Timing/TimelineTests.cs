using DaprProcessing.Audio.Speech;
using DaprProcessing.Audio.Timing;
using DaprProcessing.Audio.Waves;

namespace DaprProcessing.Audio.Tests.Timing;

public sealed class TimelineTests
{
    private static readonly SpokenPart[] Parts =
    [
        new(1, 1000, 500, [new("One.", 0, 400), new("Two.", 500, 1000)]),
        new(2, 2000, 1000, [new("Three.", 0, 2000)]),
        new(4, 300, 900, [new("Four.", 0, 300)]),
    ];

    private readonly Timeline _timeline = new(new PcmFormat(1000), Parts);

    [Fact]
    public void Total_IsTheSumOfPartsAndSilences_WithoutTheLast()
    {
        Assert.Equal(1000 + 500 + 2000 + 1000 + 300, _timeline.TotalFrames);
        Assert.Equal([500, 1000, 0], Enumerable.Range(0, 3).Select(_timeline.SilenceAfter));
    }

    [Fact]
    public void Cues_LieWhereTheirSentencesAreHeard() =>
        Assert.Equal(
            [(0, 400), (500, 1000), (1500, 3500), (4500, 4800)],
            _timeline.Cues().Select(cue => (cue.Start.TotalMilliseconds, cue.End.TotalMilliseconds)));

    [Fact]
    public void Chapters_FollowEachOther_AndOneWithNothingSpokenIsLeftOut()
    {
        // The third passage, the whole of "Lost", could not be spoken.
        ScriptChapter[] chapters = [new("A", 0, 1), new("B", 1, 2), new("Lost", 1, 3), new("C", 1, 4)];

        Assert.Equal(
            [new Chapter("A", 0, 0, 1.5), new Chapter("B", 1, 1.5, 4.5), new Chapter("C", 1, 4.5, 4.8)],
            _timeline.Chapters(chapters));
    }
}
