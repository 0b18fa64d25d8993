using DaprProcessing.Quality.Reports;

namespace DaprProcessing.Quality.Sets;

/// <summary>Documents of one kind, the truth about them, and how a reading of them is scored.</summary>
internal interface IQualitySet
{
    string Name { get; }

    /// <summary>Where the documents come from: a public repository, and its folder.</summary>
    IReadOnlyList<(string Repository, string Folder)> Sources { get; }

    Task<IReadOnlyList<Figure>> RunAsync(Run run, CancellationToken cancellationToken);
}
