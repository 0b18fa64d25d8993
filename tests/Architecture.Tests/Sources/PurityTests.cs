using System.Text.RegularExpressions;

namespace DaprProcessing.Architecture.Tests.Sources;

/// <summary>Documents, Audio and Analysis compute: what they need is handed to them.</summary>
public sealed partial class PurityTests
{
    [Fact]
    public void PureProjects_TouchNoFileNetworkProcessOrClock() =>
        Offences.AreNone(
            from file in Repository.CSharp
            where PureProject().IsMatch(file)
            from line in Repository.ReadLines(file).Index()
            let found = Outside().Match(line.Item)
            where found.Success
            select $"{file}:{line.Index + 1}: {found.Value}");

    [Theory]
    [InlineData("var text = File.ReadAllText(path);")]
    [InlineData("using var http = new HttpClient();")]
    [InlineData("var now = TimeProvider.System.GetUtcNow();")]
    [InlineData("var home = Environment.GetEnvironmentVariable(\"HOME\");")]
    public void Outside_TypicalCalls_AreSeen(string line) => Assert.Matches(Outside(), line);

    [GeneratedRegex("^platform/(Documents|Audio|Analysis)/")]
    private static partial Regex PureProject();

    [GeneratedRegex(
        @"\b(File|Directory|Environment|Process|Console|Stopwatch|TimeProvider|DateTime|Random|Thread|Task)\.[A-Z]" +
        @"|\b(HttpClient|FileStream|Socket)\b")]
    private static partial Regex Outside();
}
