namespace DaprProcessing.Architecture.Tests.Documents;

public sealed class LinkTests
{
    [Fact]
    public void Links_BetweenDocuments_LeadSomewhere() =>
        Offences.AreNone(
            from link in Markdown.Links()
            where !Path.Exists(Repository.Absolute(link.Target))
            select $"{link.File} links {link.Target}, which is not there");

    [Fact]
    public void Documents_EveryOne_IsLinkedFromAnother()
    {
        var linked = Markdown.Links().Where(link => link.File != link.Target).Select(link => link.Target).ToHashSet();

        // A link to a folder shows the reader every file in it.
        Offences.AreNone(
            from file in Repository.Files
            where file.StartsWith("docs/", StringComparison.Ordinal)
            where !linked.Contains(file) && !linked.Contains(Path.GetDirectoryName(file)!)
            select $"no document links {file}");
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("SECURITY.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/fault-matrix.md")]
    [InlineData("docs/local-runtime.md")]
    public void Paths_NamedInADocument_Exist(string document) =>
        Offences.AreNone(
            from path in Markdown.NamedPaths(document)
            where !Path.Exists(Repository.Absolute(path))
            select $"{document} names {path}, which is not there");
}
