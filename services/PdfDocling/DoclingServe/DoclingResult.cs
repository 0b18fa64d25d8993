using System.Text.Json;

namespace DaprProcessing.PdfDocling.DoclingServe;

/// <summary>What became of a document, in docling-serve's own words.</summary>
/// <param name="Status">success, partial_success, failure or skipped.</param>
/// <param name="Document">The DoclingDocument; null where there is none.</param>
internal sealed record DoclingResult(string Status, IReadOnlyList<DoclingError> Errors, JsonElement? Document)
{
    /// <exception cref="InvalidDataException">Not the shape of a result.</exception>
    public static DoclingResult Read(JsonElement root)
    {
        var status = Text(root, "status");
        if (status is not ("success" or "partial_success" or "failure" or "skipped"))
        {
            throw new InvalidDataException($"the status '{status}' is unknown");
        }

        var content = root.GetProperty("document").TryGetProperty("json_content", out var json)
            && json.ValueKind == JsonValueKind.Object ? json : (JsonElement?)null;
        return new DoclingResult(
            status, root.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray().Select(DoclingError.Read)] : [],
            content);
    }

    internal static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <param name="Category">One of docling-serve's nine.</param>
/// <param name="PageNo">Null where it is of the whole document.</param>
internal sealed record DoclingError(string Category, string Message, int? PageNo)
{
    internal static DoclingError Read(JsonElement error) => new(
        DoclingResult.Text(error, "category") ?? "unknown", DoclingResult.Text(error, "error_message") ?? "",
        error.TryGetProperty("page_no", out var page) && page.ValueKind == JsonValueKind.Number
            && page.TryGetInt32(out var number) ? number : null);
}
