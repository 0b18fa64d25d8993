using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>Finds the nodes of a document by their references.</summary>
public sealed class DocumentTree(DoclingDocument document)
{
    /// <summary>Documents from outside may nest without end or in circles.</summary>
    public const int MaxDepth = 60;

    public NodeItem? Resolve(RefItem reference) => Find(reference.Ref);

    private NodeItem? Find(string pointer)
    {
        if (pointer == "#/body")
        {
            return document.Body;
        }

        var slash = pointer.LastIndexOf('/');
        if (slash < 3 || !int.TryParse(pointer.AsSpan(slash + 1), out var index) || index < 0)
        {
            return null;
        }

        return pointer.AsSpan(2, slash - 2) switch
        {
            "texts" => index < document.Texts.Count ? document.Texts[index] : null,
            "groups" => index < document.Groups.Count ? document.Groups[index] : null,
            "tables" => index < document.Tables.Count ? document.Tables[index] : null,
            "pictures" => index < document.Pictures.Count ? document.Pictures[index] : null,
            _ => null,
        };
    }
}
