using DaprProcessing.Quality.Scoring;

namespace DaprProcessing.Quality.Reading;

/// <summary>What a reader made of a document, in the form that is scored.</summary>
/// <param name="Text">In reading order, tables included, without markup.</param>
internal sealed record Rendition(
    string Text, IReadOnlyList<Grid> Tables, IReadOnlyList<string> Headings, IReadOnlyList<string> ListItems);

/// <summary>This project, or a tool beside it.</summary>
internal interface IReader
{
    string Name { get; }

    /// <summary>Whether it tells tables, headings and lists from other text.</summary>
    bool HasStructure { get; }

    /// <param name="page">One page alone; null for all.</param>
    /// <returns>Null where the reader fails on the document.</returns>
    Task<Rendition?> ReadAsync(string path, int? page, CancellationToken cancellationToken);
}
