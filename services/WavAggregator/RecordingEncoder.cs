using DaprProcessing.Audio.Timing;
using DaprProcessing.Engines.Tools;
using DaprProcessing.Stages.Gathers;
using Microsoft.Extensions.Options;

namespace DaprProcessing.WavAggregator;

/// <summary>Makes the smaller files of the whole recording, with its chapters and tags.</summary>
internal sealed class RecordingEncoder(Ffmpeg ffmpeg, IOptions<AggregationOptions> options)
{
    private sealed record Form(string MediaType, params string[] Codec);

    private static readonly Dictionary<string, Form> Forms = new()
    {
        ["mp3"] = new("audio/mpeg", "-c:a", "libmp3lame", "-q:a", "4", "-id3v2_version", "3", "-f", "mp3"),
        ["opus"] = new(
            "audio/ogg", "-c:a", "libopus", "-b:a", "32k", "-application", "voip", "-compression_level", "5", "-f", "ogg"),
        ["m4b"] = new("audio/mp4", "-c:a", "aac", "-b:a", "64k", "-movflags", "+faststart", "-f", "ipod"),
    };

    public async Task EncodeAsync(
        string wave, string title, TimeSpan duration, IReadOnlyList<Chapter> chapters, GatherContext gather,
        CancellationToken cancellationToken)
    {
        var chosen = gather.Options<WavAggregatorOptions>();
        var metadata = gather.TemporaryFile("metadata.txt");
        await File.WriteAllTextAsync(metadata, FfMetadata.Write(Tags(title, chosen), chapters), cancellationToken);
        var limit = (options.Value.EncodeLimitPerHour * duration.TotalHours) + TimeSpan.FromMinutes(1);
        foreach (var name in chosen.Formats.Distinct())
        {
            var form = Forms[name];
            var file = gather.TemporaryFile($"audio.{name}");
            await ffmpeg.EncodeAsync(wave, metadata, form.Codec, file, limit, cancellationToken);
            await gather.PutArtifactAsync($"audio.{name}", form.MediaType, file, cancellationToken);
            File.Delete(file);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Tags(string title, WavAggregatorOptions chosen)
    {
        var named = chosen.Title.Length > 0 ? chosen.Title : title;
        yield return new("title", named);
        yield return new("album", named);
        yield return new("genre", "Audiobook");
        if (chosen.Author.Length > 0)
        {
            yield return new("artist", chosen.Author);
        }
    }
}
