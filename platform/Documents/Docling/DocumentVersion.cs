namespace DaprProcessing.Documents.Docling;

/// <summary>Makes a document one that readers of an older version of the format take: it says their version, and has nothing
/// newer.</summary>
public static class DocumentVersion
{
    /// <summary>Readers before it are given nothing.</summary>
    public static Version Oldest { get; } = new(1, 5, 0);

    public static Version Current { get; } = Version.Parse(DoclingDocument.CurrentVersion);

    // Versions that brought a key which readers before it refuse.
    private static readonly Version Fields = new(1, 10, 0), Tracks = new(1, 9, 0), Meta = new(1, 8, 0);

    /// <param name="wanted">A newer one than ours means ours.</param>
    public static DoclingDocument Project(DoclingDocument document, Version wanted)
    {
        if (wanted >= Current)
        {
            return document;
        }

        document.Version = wanted.ToString(3);
        if (wanted < Fields)
        {
            (document.FieldRegions, document.FieldItems) = (null, null);
        }

        foreach (var item in Items(document))
        {
            (item.Source, item.Comments) = wanted < Tracks ? (null, null) : (item.Source, item.Comments);
        }

        if (wanted < Meta)
        {
            // What pictures show had another place before.
            foreach (var picture in document.Pictures)
            {
                picture.Annotations ??= PictureDescription.ToAnnotations(picture);
            }

            foreach (var node in Nodes(document))
            {
                node.Meta = null;
            }
        }

        return document;
    }

    private static IEnumerable<DocItem> Items(DoclingDocument document) =>
        [.. document.Texts, .. document.Pictures, .. document.Tables];

    private static IEnumerable<NodeItem> Nodes(DoclingDocument document) =>
        [.. Items(document), .. document.Groups, document.Body, document.Furniture];
}
