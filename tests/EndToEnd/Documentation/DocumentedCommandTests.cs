using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Documentation;

/// <summary>Every command that a document tells its reader to type, typed; what cannot be is named with its reason.</summary>
public sealed class DocumentedCommandTests(OpenPlatform open) : IClassFixture<OpenPlatform>
{
    // Their readers run a platform that asks for keys.
    private static readonly string[] Keyed = ["tenants ", "dead-letters ", "Tenants__AdminKey"];

    public static TheoryData<string> Documents => [.. DocumentedCommands.Documents];

    [SlowTheory]
    [MemberData(nameof(Documents))]
    public async Task Commands_OfADocument_AreRunWithoutAnError(string document)
    {
        var scripts = DocumentedCommands.Of(document).ToLookup(script => Keyed.Any(script.Contains));
        await RunAsync(open.OpenShell(), scripts[false]);
        if (scripts[true].Any())
        {
            await using var keyed = await KeyedPlatform.StartAsync();
            await RunAsync(keyed.OpenShell(open.Sound), scripts[true]);
        }
    }

    private static async Task RunAsync(ReadersShell shell, IEnumerable<string> scripts)
    {
        using (shell)
        {
            foreach (var script in scripts)
            {
                await shell.RunAsync(script);
            }
        }
    }
}
