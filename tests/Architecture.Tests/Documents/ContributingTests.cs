using DaprProcessing.Architecture.Tests.References;

namespace DaprProcessing.Architecture.Tests.Documents;

public sealed class ContributingTests
{
    [Fact]
    public void Table_OfTestProjects_HasEachOne()
    {
        var contributing = Repository.Read("CONTRIBUTING.md");

        Offences.AreNone(
            from project in Project.All
            where project.Top == "tests" && !contributing.Contains($"`{project.Folder}`")
            select $"CONTRIBUTING.md does not say what {project.Folder} tests");
    }
}
