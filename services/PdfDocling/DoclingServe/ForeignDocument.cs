using System.Text.Json;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.PdfDocling.DoclingServe;

/// <summary>A DoclingDocument that somebody else has made, as ours are: what an export relies on is checked.</summary>
internal static class ForeignDocument
{
    private static readonly string[] Known = ["#/body", "#/furniture", "#/groups/", "#/texts/", "#/pictures/", "#/tables/"];

    /// <exception cref="FailureException">It is none, or breaks the format.</exception>
    public static DoclingDocument Read(JsonElement content)
    {
        try
        {
            var document = DoclingJson.Read(JsonSerializer.SerializeToUtf8Bytes(content));
            LeaveForms(document);
            return DoclingValidator.Validate(document) is [var breach, ..]
                ? throw Invalid($"breaks the format: {breach}", null) : document;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException
            or ArgumentException)
        {
            throw Invalid("cannot be read", error);
        }
    }

    // Collections that neither our documents nor their exports have: what refers to them would refer to nothing.
    private static void LeaveForms(DoclingDocument document)
    {
        document.KeyValueItems = [];
        document.FormItems = [];
        (document.FieldRegions, document.FieldItems) = (null, null);
        foreach (var node in (IEnumerable<NodeItem>)
            [document.Body, .. document.Groups, .. document.Texts, .. document.Pictures, .. document.Tables])
        {
            node.Children.RemoveAll(child => !Known.Any(known => child.Ref.StartsWith(known, StringComparison.Ordinal)));
        }
    }

    private static FailureException Invalid(string how, Exception? error) => new(
        new Failure(FailureCodes.EngineAnswerInvalid, $"The document of {DoclingServeClient.Name} {how}."), error);
}
