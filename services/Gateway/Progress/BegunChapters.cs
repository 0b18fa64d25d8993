using DaprProcessing.Audio.Speech;
using DaprProcessing.Audio.Timing;
using DaprProcessing.Audio.Waves;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Progress;

/// <summary>
/// The chapters of a recording of which something can be heard, and where in the whole they will begin: the whole is made later,
/// of the same parts and pauses.
/// </summary>
internal sealed class BegunChapters(IObjectStore objects, JobId job)
{
    /// <summary>The header of a passage's file, which is written by us, is shorter.</summary>
    private const int HeadBytes = 128;

    private readonly List<SpokenPart> _parts = [];
    private SpeechOutline? _outline;
    private PcmFormat _format;

    /// <summary>Those of the passages heard of last.</summary>
    public IReadOnlyList<BegunChapter>? Known { get; private set; }

    /// <param name="passages">So many can be heard, from the first on.</param>
    public async Task LookAsync(int passages, CancellationToken cancellationToken)
    {
        if (passages == _parts.Count)
        {
            return;
        }

        try
        {
            _outline ??= await objects.GetJsonAsync<SpeechOutline>(
                JobKeys.OfStage(job, SpeechOutline.Stage, SpeechOutline.Name), cancellationToken);
            await MeasureAsync(passages, _outline.PausesMs ?? [], cancellationToken);
        }
        catch (Exception away) when (away is ObjectNotFoundException or InvalidDataException)
        {
            // The job is deleted meanwhile: what else is told of it needs no chapters.
            return;
        }

        Known = _parts.Count == 0 ? null : new Timeline(_format, _parts).Begun(_outline.Chapters);
    }

    private async Task MeasureAsync(int passages, IReadOnlyList<int> pausesMs, CancellationToken cancellationToken)
    {
        while (_parts.Count < Math.Min(passages, pausesMs.Count))
        {
            var no = _parts.Count + 1;
            var wave = await ReadAsync(JobKeys.Artifact(job, AudioParts.NameOf(no)), cancellationToken);
            _format = wave.Format;
            _parts.Add(new SpokenPart(no, wave.Frames, pausesMs[no - 1], []));
        }
    }

    private async Task<WaveInfo> ReadAsync(string key, CancellationToken cancellationToken)
    {
        using var read = await objects.OpenReadAsync(key, $"bytes=0-{HeadBytes - 1}", cancellationToken);
        var head = new byte[HeadBytes];
        var bytes = await read.Body.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken);
        // "bytes 0-127/8192"; a store that knows no ranges sends the whole.
        var whole = read.ContentRange?.Split('/')[^1];
        return WaveInfo.Read(
            new MemoryStream(head, 0, bytes), long.TryParse(whole, out var told) ? told : read.SizeBytes ?? bytes);
    }
}
