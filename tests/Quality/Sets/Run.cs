using System.Globalization;
using DaprProcessing.Quality.Reading;

namespace DaprProcessing.Quality.Sets;

/// <summary>What a set needs to be scored.</summary>
/// <param name="Data">The folder of the sources, each below the name of its repository.</param>
/// <param name="Peers">Readers beside ours.</param>
/// <param name="TellsEach">Writes the score of each document to standard error.</param>
internal sealed record Run(string Data, OurReader Ours, IReadOnlyList<IReader> Peers, bool TellsEach)
{
    public IEnumerable<IReader> Readers => [Ours, .. Peers];

    /// <summary>Those that tell tables and headings.</summary>
    public IEnumerable<IReader> Structured => Readers.Where(reader => reader.HasStructure);

    /// <summary>The folder of a source: <c>DATA/name/folder</c>, where a clone of the repository would be.</summary>
    public string Folder((string Repository, string Folder) source) => FolderOf(Data, source);

    public static string FolderOf(string data, (string Repository, string Folder) source) =>
        Path.Combine(data, source.Repository.Split('/')[1], source.Folder);

    public void Tell(string set, string document, params (string What, double Value)[] scores)
    {
        if (TellsEach)
        {
            Console.Error.WriteLine($"{set} {document} " + string.Join(' ', scores.Select(score =>
                $"{score.What}={score.Value.ToString("0.###", CultureInfo.InvariantCulture)}")));
        }
    }
}
