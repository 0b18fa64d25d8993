using DaprProcessing.Audio.Timing;

namespace DaprProcessing.Audio.Tests.Timing;

public sealed class FormatTests
{
    private static readonly Cue[] Cues =
    [
        new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2.25), "A < B --> C\n\nand & D"),
        new(TimeSpan.FromHours(101.5), TimeSpan.FromHours(101.5) + TimeSpan.FromMilliseconds(59_999.6), "Late."),
    ];

    [Fact]
    public void WebVtt_KeepsATextFromEndingItsCue() =>
        Assert.Equal(
            "WEBVTT\n\n00:00:00.500 --> 00:00:02.250\nA &lt; B --&gt; C and &amp; D\n\n101:30:00.000 --> 101:31:00.000\nLate.\n",
            WebVtt.ToText(Cues));

    [Fact]
    public void SubRip_NumbersItsCues() =>
        Assert.Equal(
            "1\n00:00:00,500 --> 00:00:02,250\nA < B --> C and & D\n\n2\n101:30:00,000 --> 101:31:00,000\nLate.\n",
            SubRip.ToText(Cues));

    [Fact]
    public void Metadata_EscapesWhatEndsAName() =>
        Assert.Equal(
            ";FFMETADATA1\ntitle=A\\=B\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=One\\; \\#2 \\\\ three\n",
            FfMetadata.Write([new("title", "A=B")], [new Chapter("One; #2 \\\nthree", 0, 0, 1.5)]));
}
