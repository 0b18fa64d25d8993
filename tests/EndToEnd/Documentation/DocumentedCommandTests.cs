namespace DaprProcessing.EndToEnd.Documentation;

/// <summary>Every command that a document tells its reader to type, typed; what cannot be is named with its reason.</summary>
public sealed class DocumentedCommandTests(DocumentationPlatforms platforms) : IClassFixture<DocumentationPlatforms>
{
    // Their readers run a platform that asks for keys.
    private static readonly string[] Keyed = ["tenants ", "dead-letters ", "Tenants__AdminKey"];

    public static TheoryData<string> Documents => [.. DocumentedCommands.Documents];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Commands_OfADocument_AreRunWithoutAnError(string document)
    {
        foreach (var scripts in DocumentedCommands.Of(document).GroupBy(script => Keyed.Any(script.Contains)))
        {
            using var shell = scripts.Key ? await platforms.OpenKeyedShellAsync() : platforms.OpenShell();
            foreach (var script in scripts)
            {
                await shell.RunAsync(script);
            }
        }
    }
}
