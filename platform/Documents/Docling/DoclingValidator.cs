namespace DaprProcessing.Documents.Docling;

/// <summary>
/// Checks what a document promises its readers: the rules of the schema that matter and those the reference reader does not
/// check but every export relies on (children and parents agree, references and pages exist, boxes and spans are sane, cells do
/// not overlap).
/// </summary>
public static class DoclingValidator
{
    /// <summary>Enough to see what is wrong.</summary>
    public const int MaxProblems = 100;

    /// <returns>Empty for a sound document.</returns>
    public static IReadOnlyList<string> Validate(DoclingDocument document) => new DocumentChecks(document).Run();
}
