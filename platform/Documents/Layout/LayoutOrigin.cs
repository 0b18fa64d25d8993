using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Who decided what stands on a page: what the result says of it.</summary>
/// <param name="By"><c>rules</c> alone, <c>neural</c>: models were asked, too, or the engine that did it all.</param>
/// <param name="Reason">Why models were asked, or they or another engine could not be; null where rules were sure.</param>
/// <param name="Tables">Each table, in reading order.</param>
public sealed record LayoutOrigin(string By, string? Reason, IReadOnlyList<TableOrigin> Tables)
{
    /// <summary>Its name among a page's outputs.</summary>
    public const string Output = "structure";

    public const string Rules = "rules";
    public const string Neural = "neural";

    public static LayoutOrigin Of(PageLayout page, string by, string? reason) =>
        new(by, reason, [.. page.Blocks.Where(block => block.Table is not null)
            .Select(block => TableOrigin.Of(block.Table!, block.Box))]);
}

/// <param name="By">Whose rows and columns they are: <c>rules</c> or <c>neural</c>.</param>
/// <param name="Score">How sure the model was, 0 to 1.</param>
public sealed record TableOrigin(string By, Box Box, int Rows, int Columns, double? Score)
{
    internal static TableOrigin Of(TableLayout table, Box box) =>
        new(table.ModelScore is null ? LayoutOrigin.Rules : LayoutOrigin.Neural, Round(box), table.Rows, table.Columns,
            table.ModelScore is { } score ? Math.Round(score, 3) : null);

    private static Box Round(Box box) =>
        new(Math.Round(box.L, 1), Math.Round(box.T, 1), Math.Round(box.R, 1), Math.Round(box.B, 1));
}
