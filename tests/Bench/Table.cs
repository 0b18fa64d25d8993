namespace DaprProcessing.Bench;

/// <summary>Prints rows as a Markdown table, one at a time, so that a run that is stopped still shows what it has.</summary>
internal sealed class Table(TextWriter output)
{
    private const string Layout = "| {0,-46} | {1,16} | {2,16} | {3,7} | {4,-34} | {5} |";

    public void Begin()
    {
        output.WriteLine(Layout, "work", "here", "tool", "ratio", "compared with", "note");
        output.WriteLine(Layout, new string('-', 46), new string('-', 15) + ":", new string('-', 15) + ":", new string('-', 6) + ":", new string('-', 34), "---");
    }

    public void Add(Row row) => output.WriteLine(
        Layout, row.Work, Figure(row.Ours, row.Unit), row.Peer is { } peer ? Figure(peer, row.Unit) : "", row.Ratio?.ToString("0.00") ?? "", row.PeerName, row.Note);

    private static string Figure(double value, string unit) => $"{(value >= 100 ? $"{value:0}" : $"{value:0.##}")} {unit}";
}
