using DaprProcessing.Charts.Tests.Tools;
using DaprProcessing.Local.Host.Catalogue;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Values;

public sealed class CatalogueTests
{
    public static TheoryData<string> Written => [.. CatalogueCommand.Files().Keys];

    [Theory]
    [MemberData(nameof(Written))]
    public void File_WrittenFromTheCatalogue_IsAsCommitted(string path) =>
        CommittedFile.Matches(path, CatalogueCommand.Files()[path]);

    [Fact]
    public void Folders_OfComponents_AreThoseOfServices() => Assert.Equal(
        CatalogueCommand.Files().Keys.Where(path => path.StartsWith("components/selfhosted/", StringComparison.Ordinal))
            .Select(path => path.Split('/')[2]).Distinct().Order(),
        Directory.EnumerateDirectories(Path.Combine(SamplePaths.RepositoryRoot, "components", "selfhosted"))
            .Select(folder => Path.GetFileName(folder)).Order());
}
