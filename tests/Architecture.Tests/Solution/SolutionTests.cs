namespace DaprProcessing.Architecture.Tests.Solution;

/// <summary>DaprProcessing.sln and Cluster.slnf are written by eng/solution.sh.</summary>
public sealed class SolutionTests
{
    private const string Script = "eng/solution.sh";

    [Fact]
    public void Files_OfTheSolution_AreWhatTheScriptWrites()
    {
        var folder = Directory.CreateTempSubdirectory("solution-").FullName;
        try
        {
            var files = Repository.Files.Where(file => file is Script || file.EndsWith(".csproj", StringComparison.Ordinal));
            Repository.Copy(files, folder);

            Command.Run(folder, "bash", Script);

            Offences.AreNone(
                from file in (string[])["DaprProcessing.sln", "Cluster.slnf"]
                where File.ReadAllText(Path.Combine(folder, file)) != Repository.Read(file)
                select $"{file} is not what {Script} writes: run it");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Solution_HasNoRowsOfOtherPlatforms() =>
        Assert.DoesNotContain(Repository.ReadLines("DaprProcessing.sln"), line => line.Contains("|x64") || line.Contains("|x86"));
}
