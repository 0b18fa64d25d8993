using System.Text.Json;
using System.Text.Json.Nodes;

namespace DaprProcessing.Architecture.Tests.Solution;

/// <summary>The bill of materials, which eng/sbom.sh writes from the host's lock file.</summary>
public sealed class SbomTests
{
    [Fact]
    public void Sbom_HasEveryLockedPackageWithItsHash()
    {
        var path = Path.GetTempFileName();
        try
        {
            Command.Run(Repository.Root, "bash", "eng/sbom.sh", path);

            Assert.Equal("CycloneDX", (string?)JsonNode.Parse(File.ReadAllText(path))!["bomFormat"]);
            Assert.Equal(Locked().ToHashSet(), Components(path).Where(component => component!["hashes"] is not null)
                .Select(component => (
                    $"{component!["name"]}@{component["version"]}", (string)component["hashes"]![0]!["content"]!))
                .ToHashSet());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("linux/amd64", "publish", "linux-x64")]
    [InlineData("linux/arm64", "publish-arm64", "linux-arm64")]
    public void Sbom_OfAPublish_NamesTheRuntimeOfItsProcessor(string platform, string publish, string runtime)
    {
        var copy = Directory.CreateTempSubdirectory("sbom-").FullName;
        try
        {
            foreach (var file in (string[])
                ["Directory.Build.props", "eng/sbom.sh", "eng/native-packages.txt", "local/Host/packages.lock.json"])
            {
                Write(copy, file, Repository.Read(file));
            }

            Write(copy, $"{publish}/dapr-processing.runtimeconfig.json", """
                {"runtimeOptions": {"includedFrameworks": [{"name": "Microsoft.NETCore.App", "version": "10.0.1"}]}}
                """);

            Command.Run(copy, "env", $"PLATFORM={platform}", "bash", "eng/sbom.sh");

            Assert.Equal(
                [$"pkg:nuget/Microsoft.NETCore.App.Runtime.{runtime}@10.0.1"],
                Components(Path.Combine(copy, publish, "sbom.cdx.json"))
                    .Where(component => (string?)component!["type"] == "framework")
                    .Select(component => (string?)component!["purl"]));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static void Write(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static JsonArray Components(string bill) => JsonNode.Parse(File.ReadAllText(bill))!["components"]!.AsArray();

    private static IEnumerable<(string Package, string Hash)> Locked() =>
        from framework in JsonDocument.Parse(Repository.Read("local/Host/packages.lock.json")).RootElement
            .GetProperty("dependencies").EnumerateObject()
        from package in framework.Value.EnumerateObject()
        where package.Value.TryGetProperty("contentHash", out _)
        select ($"{package.Name}@{package.Value.GetProperty("resolved").GetString()}",
            Convert.ToHexStringLower(Convert.FromBase64String(package.Value.GetProperty("contentHash").GetString()!)));
}
