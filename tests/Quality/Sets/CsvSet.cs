using DaprProcessing.Quality.Scoring;
using DaprProcessing.Quality.Truth;

namespace DaprProcessing.Quality.Sets;

/// <summary>What two other tools expect of their own test documents.</summary>
internal sealed class CsvSet : TableSet
{
    // A document of tabula-java, and the page its CSV is of.
    private static readonly (string Name, int Page)[] OfTabula =
    [
        ("AnimalSounds", 1), ("MultiColumn", 1), ("Publication_of_award_of_Bids_for_Transport_Sector__August_2016", 1),
        ("argentina_diputados_voting_record", 1), ("frx_2012_disclosure", 1), ("indictb1h_14", 1), ("schools", 1),
        ("spanning_cells", 1), ("spreadsheet_no_bounding_frame", 1), ("twotables", 1), ("us-020", 2),
    ];

    // A document of camelot, and the names of its tables in its expectations.
    private static readonly (string Name, string[] Tables)[] OfCamelot =
    [
        ("clockwise_table_1", ["data_lattice_table_rotated"]), ("anticlockwise_table_1", ["data_lattice_table_rotated"]),
        ("clockwise_table_2", ["data_stream_table_rotated"]), ("anticlockwise_table_2", ["data_stream_table_rotated"]),
        ("twotables_2", ["data_lattice_two_tables_1", "data_lattice_two_tables_2"]),
        ("background_lines_1", ["data_lattice_process_background"]), ("column_span_2", ["data_lattice_shift_text_left_top"]),
        ("tabula/arabic", ["data_arabic"]), ("health", ["data_hybrid"]),
        ("tabula/12s0324", ["data_stream_two_tables_1", "data_stream_two_tables_2"]),
        ("mexican_towns", ["data_stream_columns"]), ("split_text_lattice", ["data_lattice_split_text"]),
        ("edge_tol", ["data_stream_edge_tol"]),
        ("multiple_tables", ["data_network_two_tables_b_1", "data_network_two_tables_b_2"]),
    ];

    public override string Name => "csv";

    public override IReadOnlyList<(string Repository, string Folder)> Sources { get; } =
        [("tabulapdf/tabula-java", "src/test/resources/technology/tabula"), ("camelot-dev/camelot", "tests")];

    protected override (string F1, string? Recall, string? Precision) Goals => (">= 0.82", null, null);

    protected override IEnumerable<TableCase> Cases(Run run)
    {
        var (tabula, camelot) = (run.Folder(Sources[0]), run.Folder(Sources[1]));
        foreach (var (name, page) in OfTabula)
        {
            yield return new TableCase(Path.Combine(tabula, $"{name}.pdf"), page, [Grid.Of(Csv.Read(
                File.ReadAllText(Path.Combine(tabula, "csv", $"{name}.csv"))))]);
        }

        var lists = PythonLists.Read(File.ReadAllText(Path.Combine(camelot, "data.py")));
        foreach (var (name, tables) in OfCamelot)
        {
            yield return new TableCase(
                Path.Combine(camelot, "files", $"{name}.pdf"), 1, [.. tables.Select(table => Grid.Of(lists[table]))]);
        }
    }
}
