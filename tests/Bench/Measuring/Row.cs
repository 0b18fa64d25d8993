namespace DaprProcessing.Bench.Measuring;

/// <summary>
/// One line of the table: what was measured here, with the build compared with, and with the usual tool, in the same run.
/// </summary>
/// <param name="Work">What was done, in a few words.</param>
/// <param name="Unit">Of all figures, for example <c>pages/s</c>.</param>
/// <param name="Builds">This build's figure, and that of the build it is compared with, where there is one.</param>
/// <param name="HigherIsBetter">Turns the ratios the right way around: above 1 is always good for this build.</param>
/// <param name="Tool">The figure of the usual tool; null where there is none.</param>
/// <param name="ToolName">Its command line in short.</param>
/// <param name="Note">Pages, repeats and other circumstances.</param>
internal sealed record Row(
    string Work, string Unit, IReadOnlyList<Figure?> Builds, bool HigherIsBetter = true, double? Tool = null,
    string ToolName = "",
    string Note = "")
{
    public Figure? Here => Builds[0];

    public Figure? Base => Builds.Count > 1 ? Builds[1] : null;

    public double? AgainstBase => Ratio(Base?.Value);

    public double? AgainstTool => Ratio(Tool);

    /// <summary>How much less processor time this build takes; engines included.</summary>
    public double? CpuAgainstBase =>
        Here?.Cpu is { } here && Base?.Cpu is { } other && here.Total > TimeSpan.Zero && other.Total > TimeSpan.Zero
            ? other.Total / here.Total : null;

    /// <summary>A row of smaller-is-better figures.</summary>
    public static Row Cost(string work, string unit, IReadOnlyList<Figure?> builds, string note = "") =>
        new(work, unit, builds, HigherIsBetter: false, Note: note);

    private double? Ratio(double? other) =>
        Here is { Value: > 0 and var here } && other is > 0 ? (HigherIsBetter ? here / other : other / here) : null;
}
