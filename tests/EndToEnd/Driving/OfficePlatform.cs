using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>A platform with a program in LibreOffice's place, which behaves as a test wants it to.</summary>
public sealed class OfficePlatform : IAsyncLifetime, IDisposable
{
    private static readonly byte[] Pages = TestDocuments.Numbered(3);

    private readonly TempFolder _data = new();
    private readonly TempFolder _suite = new();

    public PlatformProcess Platform { get; private set; } = null!;

    private string Program => Path.Combine(_suite.Path, "soffice");

    /// <param name="behaviour">See <see cref="FakeOfficeSuite.Write"/>.</param>
    public void Behave(string behaviour) => FakeOfficeSuite.Write(_suite.Path, Pages, behaviour);

    public void Uninstall() => File.Delete(Program);

    /// <summary>The files of a job, as they were laid out, in the object store.</summary>
    public IReadOnlyList<string> LaidOut(string job) =>
        [.. Directory.GetFiles(_data.Path, "pages.pdf", SearchOption.AllDirectories)
            .Where(path => path.Contains(job, StringComparison.Ordinal))];

    /// <summary>What is lost is looked for soon.</summary>
    public (string Name, string Value)[] Settings(params (string Name, string Value)[] others) =>
    [
        ("OfficeSuite__Program", Program), ("Orchestrator__RedispatchAfter", "00:00:05"),
        ("Orchestrator__ReconcileEvery", "00:00:02"), .. others,
    ];

    public Task<PlatformProcess> StartAsync(params (string Name, string Value)[] others) =>
        PlatformProcess.StartAsync(_data.Path, Settings(others));

    public async Task InitializeAsync() => Platform = await StartAsync();

    public async Task DisposeAsync()
    {
        await Platform.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        _data.Dispose();
        _suite.Dispose();
    }
}
