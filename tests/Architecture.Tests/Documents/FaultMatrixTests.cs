using System.Text.RegularExpressions;

namespace DaprProcessing.Architecture.Tests.Documents;

/// <summary>docs/fault-matrix.md claims nothing that no test holds it to.</summary>
public sealed partial class FaultMatrixTests
{
    private static readonly string Matrix = Repository.Read("docs/fault-matrix.md");

    [Fact]
    public void Tests_EveryOneNamed_Exists()
    {
        var tests = TestMethods();

        var named = NamedTest().Matches(Matrix).Select(test => test.Groups[1].Value).Distinct().ToList();

        Assert.True(named.Count >= 40, $"{named.Count} tests");
        Assert.All(named, test => Assert.Contains(test, tests));
    }

    [Fact]
    public void Rows_EveryOneCovered_NamesATest()
    {
        var covered = Matrix.Split("## Not covered")[0];

        var rows = Row().Matches(covered).ToList();

        Assert.True(rows.Count >= 40, $"{rows.Count} rows");
        Assert.All(rows, row => Assert.Matches(NamedTest(), row.Groups["tests"].Value));
    }

    /// <summary><c>Class.Method</c> of every fact and theory in tests/.</summary>
    private static HashSet<string> TestMethods() =>
    [
        .. from file in Repository.CSharp
           where file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith("Tests.cs", StringComparison.Ordinal)
           from method in TestMethod().Matches(Repository.Read(file))
           select $"{Path.GetFileNameWithoutExtension(file)}.{method.Groups[1].Value}",
    ];

    [GeneratedRegex(@"\[(?:\w*Fact|\w*Theory)[^\]]*\]\s+(?:\[[^\n]*\]\s+)*public (?:async Task|Task|void) (\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"^\| [A-Z]\d+ \| [^|]+ \| (?<tests>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
