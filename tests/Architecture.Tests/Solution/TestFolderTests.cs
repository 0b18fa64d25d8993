namespace DaprProcessing.Architecture.Tests.Solution;

/// <summary>What tests a service lies in a folder of its name, and in there as in the service.</summary>
public sealed class TestFolderTests
{
    private const string Tests = "tests/Services.Tests/";

    // Of every service, and of the tests themselves.
    private static readonly string[] Shared = ["Hosting", "Support"];

    [Fact]
    public void Folders_OfTheServicesTests_AreNamedAsTheServices() =>
        Offences.AreNone(
            from file in Repository.CSharp
            where file.StartsWith(Tests, StringComparison.Ordinal)
            let folder = Path.GetDirectoryName(file[Tests.Length..])!
            where !Shared.Contains(folder) && !Directory.Exists(Repository.Absolute(Path.Combine("services", folder)))
            select $"{file}: there is no services/{folder}");
}
