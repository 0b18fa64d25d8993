using System.Text.Json;

namespace DaprProcessing.Architecture.Tests.Solution;

/// <summary>What a publish for a processor copies is for that one, as MSBuild says before anything is published.</summary>
public sealed class ProcessorTests
{
    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    public void NativeLibraries_ThatAProjectCopies_AreForTheProcessorPublishedFor(string runtime)
    {
        var projects = Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)
            && Repository.Read(file).Contains(".so\"", StringComparison.Ordinal));

        Assert.NotEmpty(projects);
        Assert.All(projects, project =>
        {
            var items = JsonDocument.Parse(Command.Run(
                Repository.Root, "dotnet", "msbuild", project, "-getItem:None", $"-p:RuntimeIdentifier={runtime}"));
            var libraries = items.RootElement.GetProperty("Items").GetProperty("None").EnumerateArray()
                .Select(item => item.GetProperty("Identity").GetString()!)
                .Where(path => path.EndsWith(".so", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(libraries);
            Assert.All(libraries, path => Assert.Contains($"/{runtime}/", path, StringComparison.Ordinal));
        });
    }
}
