namespace DaprProcessing.Architecture.Tests.Sources;

public sealed class LineLengthTests
{
    private const int Limit = 130;

    [Fact]
    public void Lines_OfCSharp_AreAtMost130Characters() =>
        new AllowList("LongLines.txt").Check(
            from file in Repository.CSharp
            from line in Repository.ReadLines(file).Index()
            where line.Item.Length > Limit
            select $"{file}:{line.Index + 1}: {line.Item.Length} characters");
}
