namespace DaprProcessing.Architecture.Tests.References;

/// <summary>Who may reference whom.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string> Projects => [.. Project.All.Select(project => project.Folder)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfAProject_AreAllowed(string folder) =>
        Offences.AreNone(Rule.Broken(Project.All.Single(project => project.Folder == folder)));

    [Fact]
    public void Local_IsReferenced_ByItselfAndTestsOnly() =>
        Offences.AreNone(
            from project in Project.All
            where project.Top is not ("local" or "tests")
            from reference in project.References
            where reference.Split('/')[0] is "local" or "tests"
            select $"{project.Folder} references {reference}");

    [Theory]
    [InlineData("platform/Stages", "platform/Engines")]
    [InlineData("platform/Contracts", "platform/Platform")]
    [InlineData("services/PdfToPng", "services/Gateway")]
    [InlineData("clients/DaprProcessing.Client", "platform/Contracts")]
    [InlineData("local/Runtime", "platform/Contracts")]
    public void Reference_ThatBreaksARule_IsNamed(string folder, string reference) =>
        Assert.Equal([$"{folder} may not reference {reference}"], Rule.Broken(new Project(folder, [reference], [])));

    [Theory]
    [InlineData("platform/Documents", "Dapr.Client")]
    [InlineData("platform/Platform", "Dapr.Workflow")]
    [InlineData("services/PdfToPng", "AWSSDK.S3")]
    public void Package_ThatBreaksARule_IsNamed(string folder, string package) =>
        Assert.Equal([$"{folder} may not reference {package}"], Rule.Broken(new Project(folder, [], [package])));

    [Fact]
    public void Project_WithoutARule_IsNamed() =>
        Assert.Equal(["no rule says what platform/New may reference"], Rule.Broken(new Project("platform/New", [], [])));
}
