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

            var bill = JsonNode.Parse(File.ReadAllText(path))!;
            var told = bill["components"]!.AsArray().Where(component => component!["hashes"] is not null)
                .Select(component => (
                    $"{component!["name"]}@{component["version"]}", (string)component["hashes"]![0]!["content"]!))
                .ToHashSet();
            Assert.Equal("CycloneDX", (string?)bill["bomFormat"]);
            Assert.Equal(Locked().ToHashSet(), told);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<(string Package, string Hash)> Locked() =>
        from framework in JsonDocument.Parse(Repository.Read("local/Host/packages.lock.json")).RootElement
            .GetProperty("dependencies").EnumerateObject()
        from package in framework.Value.EnumerateObject()
        where package.Value.TryGetProperty("contentHash", out _)
        select ($"{package.Name}@{package.Value.GetProperty("resolved").GetString()}",
            Convert.ToHexStringLower(Convert.FromBase64String(package.Value.GetProperty("contentHash").GetString()!)));
}
