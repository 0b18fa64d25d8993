namespace DaprProcessing.VisionEngine.Tables;

/// <summary>
/// The words a table reader writes: pieces of HTML, in the order of its outputs. The model's own list comes with it; its
/// first word starts a table, its last one ends it.
/// </summary>
internal sealed class TableTokens
{
    public const string Start = "sos";
    public const string End = "eos";
    public const string Cell = "<td></td>";
    public const string OpenCell = "<td";

    private readonly string[] _tokens;

    private TableTokens(string[] tokens) => _tokens = tokens;

    public int Count => _tokens.Length;

    public string this[int index] => _tokens[index];

    /// <param name="characters">The model's metadata: one token a line. A plain <c>&lt;td&gt;</c> stands for a whole
    /// cell, which the model has as a token of its own, behind the others.</param>
    public static TableTokens Of(string characters)
    {
        var listed = characters.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)
            .Where(line => line is not ("<td>" or Cell));
        return new TableTokens([Start, .. listed, Cell, End]);
    }

    /// <summary>How many columns or rows <c> colspan="3"</c> says; null where it says the other or nothing.</summary>
    public static int? Span(string token, string name)
    {
        var text = token.AsSpan().Trim();
        return text.StartsWith(name, StringComparison.Ordinal)
            && int.TryParse(text[name.Length..].Trim("=\""), out var span) && span is > 0 and <= 20 ? span : null;
    }
}
