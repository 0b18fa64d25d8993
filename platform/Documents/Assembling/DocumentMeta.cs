using System.Globalization;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Documents;

namespace DaprProcessing.Documents.Assembling;

/// <summary>Title, author, language and dates as meta of a document's body: the format has no other place for them.</summary>
internal static class DocumentMeta
{
    private const string Namespace = "document__";

    /// <returns>Null where there is none.</returns>
    public static JsonObject? Of(DocumentFacts? facts)
    {
        var meta = new JsonObject();
        Add("title", facts?.Title);
        Add("author", facts?.Author);
        Add("subject", facts?.Subject);
        Add("keywords", facts?.Keywords);
        Add("language", facts?.Language);
        Add("created_at", facts?.CreatedAt?.ToString("O", CultureInfo.InvariantCulture));
        Add("modified_at", facts?.ModifiedAt?.ToString("O", CultureInfo.InvariantCulture));
        return meta.Count == 0 ? null : meta;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                meta[Namespace + name] = value;
            }
        }
    }
}
