namespace DaprProcessing.Bench.Measuring;

/// <summary>Prints rows as a Markdown table, one at a time, so that a run that is stopped still shows what it has.</summary>
/// <param name="hasBase">A second build takes part.</param>
internal sealed class Table(TextWriter output, bool hasBase)
{
    private sealed record Column(string Title, int Width, Func<Row, string> Text, bool IsOfBase = false, bool IsNumber = true);

    private readonly Column[] _columns =
    [
        .. new Column[]
        {
            new("work", 46, row => row.Work, IsNumber: false),
            new("here", 16, row => Value(row.Here, row.Unit)),
            new("base", 16, row => Value(row.Base, row.Unit), IsOfBase: true),
            new("× base", 6, row => Ratio(row.AgainstBase), IsOfBase: true),
            new("cpu ms here", 15, row => Cpu(row.Here)),
            new("cpu ms base", 15, row => Cpu(row.Base), IsOfBase: true),
            new("× cpu", 5, row => Ratio(row.CpuAgainstBase), IsOfBase: true),
            new("tool", 14, row => row.Tool is { } tool ? Number(tool, row.Unit) : ""),
            new("× tool", 6, row => Ratio(row.AgainstTool)),
            new("the tool", 32, row => row.ToolName, IsNumber: false),
            new("note", 4, row => row.Note, IsNumber: false),
        }.Where(column => hasBase || !column.IsOfBase),
    ];

    public void Begin()
    {
        Write(column => column.Title);
        Write(column => new string('-', column.Width - (column.IsNumber ? 1 : 0)) + (column.IsNumber ? ":" : ""));
    }

    public void Add(Row row) => Write(column => column.Text(row));

    private void Write(Func<Column, string> text)
    {
        var cells = _columns.Select(
            column => column.IsNumber ? text(column).PadLeft(column.Width) : text(column).PadRight(column.Width));
        output.WriteLine($"| {string.Join(" | ", cells)} |");
        output.Flush();
    }

    private static string Value(Figure? figure, string unit) => figure is null ? "-" : Number(figure.Value, unit);

    private static string Number(double value, string unit) => $"{(value >= 100 ? $"{value:0}" : $"{value:0.##}")} {unit}";

    // Of one unit of work: the platform's share, then the engines'.
    private static string Cpu(Figure? figure) => figure?.Cpu is not { } cpu ? ""
        : cpu.Engines == TimeSpan.Zero ? $"{cpu.Platform.TotalMilliseconds:0.##}"
        : $"{cpu.Platform.TotalMilliseconds:0.#} + {cpu.Engines.TotalMilliseconds:0.#}";

    private static string Ratio(double? ratio) => ratio?.ToString("0.00") ?? "";
}
