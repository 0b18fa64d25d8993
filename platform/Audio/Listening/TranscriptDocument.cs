using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Audio.Listening;

/// <summary>A transcript as a DoclingDocument: a text for each segment, with its stretch of the track.</summary>
public static class TranscriptDocument
{
    public static DoclingDocument Of(Transcript transcript, DocumentOrigin origin)
    {
        var document = new DoclingDocument { Name = Path.GetFileNameWithoutExtension(origin.Filename), Origin = origin };
        foreach (var segment in transcript.Segments)
        {
            var item = new TextItem
            {
                SelfRef = $"#/texts/{document.Texts.Count}",
                Parent = new RefItem(document.Body.SelfRef),
                Label = Labels.Text,
                Orig = segment.Text,
                Text = segment.Text,
                // The format wants an end behind the start.
                Source = [new TrackSource(segment.Start, Math.Max(segment.End, segment.Start + 0.001))],
            };
            document.Texts.Add(item);
            document.Body.Children.Add(new RefItem(item.SelfRef));
        }

        return document;
    }
}
