using DaprProcessing.Audio.Speech;
using DaprProcessing.Audio.Waves;

namespace DaprProcessing.Audio.Timing;

/// <summary>
/// Parts of speech one after the other, each with the silence behind it: where everything lies in the whole, to the sample. The
/// silence behind the last part is left out.
/// </summary>
public sealed class Timeline
{
    private readonly IReadOnlyList<SpokenPart> _parts;
    private readonly long[] _starts;

    public Timeline(PcmFormat format, IReadOnlyList<SpokenPart> parts)
    {
        (Format, _parts) = (format, parts);
        _starts = new long[parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            _starts[i] = TotalFrames;
            TotalFrames += parts[i].Frames + SilenceAfter(i);
        }
    }

    public PcmFormat Format { get; }

    public long TotalFrames { get; }

    /// <summary>Frames of silence behind the part at this index.</summary>
    public long SilenceAfter(int index) =>
        index == _parts.Count - 1 ? 0 : Format.Frames(TimeSpan.FromMilliseconds(_parts[index].PauseAfterMs));

    public IEnumerable<Cue> Cues() =>
        from part in _parts.Index()
        from sentence in part.Item.Sentences
        select new Cue(
            Format.Duration(_starts[part.Index] + sentence.StartFrame), Format.Duration(_starts[part.Index] + sentence.EndFrame),
            sentence.Text);

    /// <summary>Each chapter from the first of its parts that was spoken to the next; those without any are left out.</summary>
    public IReadOnlyList<Chapter> Chapters(IReadOnlyList<ScriptChapter> chapters)
    {
        var begun = Begun(chapters);
        return
        [
            .. begun.Select((one, index) => new Chapter(
                one.Title, one.Level, one.Start,
                index + 1 < begun.Count ? begun[index + 1].Start : Seconds(TotalFrames))),
        ];
    }

    /// <summary>Where those begin of which a part was spoken.</summary>
    public IReadOnlyList<BegunChapter> Begun(IReadOnlyList<ScriptChapter> chapters)
    {
        var ends = chapters.Skip(1).Select(chapter => chapter.FirstPassage).Append(int.MaxValue);
        return
        [
            .. chapters.Zip(ends, (chapter, end) => (chapter, Part: FirstPart(chapter.FirstPassage, end)))
                .Where(one => one.Part >= 0)
                .Select(one => new BegunChapter(
                    one.chapter.Title, one.chapter.Level, Seconds(_starts[one.Part]), _parts[one.Part].PassageNo)),
        ];
    }

    private int FirstPart(int from, int until)
    {
        for (var i = 0; i < _parts.Count; i++)
        {
            if (_parts[i].PassageNo >= from)
            {
                return _parts[i].PassageNo < until ? i : -1;
            }
        }

        return -1;
    }

    private double Seconds(long frames) => Math.Round(Format.Duration(frames).TotalSeconds, 3);
}
