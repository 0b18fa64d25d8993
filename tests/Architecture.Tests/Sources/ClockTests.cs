using System.Text.RegularExpressions;

namespace DaprProcessing.Architecture.Tests.Sources;

/// <summary>Time comes from a <c>TimeProvider</c>, which tests can move; chance comes from a seed, or is no chance.</summary>
public sealed partial class ClockTests
{
    [Fact]
    public void Product_ReadsTheClockAndRollsDice_OnlyWhereSaid() =>
        new AllowList("ClockAndChance.txt").Check(
            from file in Repository.CSharp
            where !file.StartsWith("tests/", StringComparison.Ordinal)
            from line in Repository.ReadLines(file).Index()
            let found = ClockOrChance().Match(line.Item)
            where found.Success
            select $"{file}:{line.Index + 1}: {found.Value}");

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b|\bRandom\.Shared\b|\bnew Random\(\)")]
    private static partial Regex ClockOrChance();
}
