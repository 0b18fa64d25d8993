using DaprProcessing.Audio.Listening;
using DaprProcessing.Audio.Timing;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.AudioTranscription;

/// <summary>A transcript in its forms: text, SubRip, WebVTT, JSON, DoclingDocument.</summary>
internal sealed class TranscriptArtifacts(GatherContext gather)
{
    /// <summary>Writes all of them, and returns what speaks against the document.</summary>
    public async Task<IReadOnlyList<string>> WriteAsync(Transcript transcript, CancellationToken cancellationToken)
    {
        await TextAsync(
            "transcript.txt", "text/plain; charset=utf-8", writer => Paragraphs(transcript, writer), cancellationToken);
        await TextAsync("transcript.srt", SubRip.MediaType, writer => SubRip.Write(transcript.Cues(), writer), cancellationToken);
        await TextAsync("transcript.vtt", WebVtt.MediaType, writer => WebVtt.Write(transcript.Cues(), writer), cancellationToken);
        await gather.WriteJsonAsync("transcript.json", transcript, cancellationToken);

        var source = gather.SourceFile;
        var hash = BinaryHash.FromSha256(Convert.FromHexString(source.Sha256));
        var document = TranscriptDocument.Of(transcript, new DocumentOrigin(source.MediaType, hash, source.FileName));
        await gather.WriteArtifactAsync(
            ArtifactNames.DocumentJson, "application/json", stream => DoclingJson.WriteAsync(document, stream, cancellationToken),
            cancellationToken);
        return [.. DoclingValidator.Validate(document)];
    }

    /// <summary>A new one where nobody speaks for a while.</summary>
    private static void Paragraphs(Transcript transcript, TextWriter writer)
    {
        const double PauseSeconds = 1.5;
        var end = 0.0;
        foreach (var (index, segment) in transcript.Segments.Index())
        {
            writer.Write(index == 0 ? "" : segment.Start - end > PauseSeconds ? "\n\n" : " ");
            writer.Write(segment.Text);
            end = segment.End;
        }

        writer.Write('\n');
    }

    private Task TextAsync(string name, string mediaType, Action<TextWriter> write, CancellationToken cancellationToken) =>
        gather.WriteArtifactAsync(
            name, mediaType,
            async stream =>
            {
                await using var writer = new StreamWriter(stream, leaveOpen: true);
                write(writer);
            },
            cancellationToken);
}
