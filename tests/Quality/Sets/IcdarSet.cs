using DaprProcessing.Quality.Truth;

namespace DaprProcessing.Quality.Sets;

/// <summary>The table competition of ICDAR 2013, as tabula-java carries it.</summary>
internal sealed class IcdarSet : TableSet
{
    public override string Name => "icdar";

    public override IReadOnlyList<(string Repository, string Folder)> Sources { get; } =
        [("tabulapdf/tabula-java", "src/test/resources/technology/tabula/icdar2013-dataset")];

    protected override (string F1, string? Recall, string? Precision) Goals => (">= 0.88", ">= 0.92", ">= 0.85");

    protected override IEnumerable<TableCase> Cases(Run run) => Documents(run.Folder(Sources[0]))
        .Select(path => new TableCase(path, null, IcdarTruth.Read(TruthOf(path))));

    public static IEnumerable<string> Documents(string folder) =>
        Directory.EnumerateFiles(folder, "*.pdf", SearchOption.AllDirectories).Where(path => File.Exists(TruthOf(path))).Order();

    private static string TruthOf(string path) => path.Replace(".pdf", "-str.xml", StringComparison.Ordinal);
}
