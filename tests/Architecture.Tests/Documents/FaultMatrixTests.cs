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
        Assert.All(named, test => Assert.Contains(test, tests.Keys));
    }

    [Fact]
    public void Rows_EveryOneCovered_NamesATest()
    {
        var covered = Matrix.Split("## Not covered")[0];

        var rows = Row().Matches(covered).ToList();

        Assert.True(rows.Count >= 40, $"{rows.Count} rows");
        Assert.All(rows, row => Assert.Matches(NamedTest(), row.Groups["tests"].Value));
    }

    [Fact]
    public void Rows_ThatMakeTestLeavesOut_SayThatTheyAreSlow()
    {
        var (tests, slow) = (TestMethods(), SlowAttributes());
        Assert.Contains("SlowFact", slow);

        var rows = Row().Matches(Matrix.Split("## Not covered")[0]).ToList();

        Assert.All(rows, row => Assert.Equal(
            NamedTest().Matches(row.Value).All(test => slow.Contains(tests[test.Groups[1].Value])),
            row.Value.Contains("(slow)", StringComparison.Ordinal)));
    }

    /// <summary>The attribute of every fact and theory in tests/, by <c>Class.Method</c>.</summary>
    private static Dictionary<string, string> TestMethods() => new(
        from file in Repository.CSharp
        where file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith("Tests.cs", StringComparison.Ordinal)
        from method in TestMethod().Matches(Repository.Read(file))
        group method.Groups[1].Value by $"{Path.GetFileNameWithoutExtension(file)}.{method.Groups[2].Value}" into named
        select KeyValuePair.Create(named.Key, named.First()));

    /// <summary>The attributes whose tests run in <c>make test-all</c> alone.</summary>
    private static HashSet<string> SlowAttributes() =>
    [
        .. from file in Repository.CSharp
           where file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith("Attribute.cs", StringComparison.Ordinal)
           where Repository.Read(file).Contains("SlowTests.Skipped", StringComparison.Ordinal)
           select Path.GetFileNameWithoutExtension(file).Replace("Attribute", "", StringComparison.Ordinal),
    ];

    [GeneratedRegex(@"\[(\w*Fact|\w*Theory)[^\]]*\]\s+(?:\[[^\n]*\]\s+)*public (?:async Task|Task|void) (\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"^\| [A-Z]\d+ \| [^|]+ \| (?<tests>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
