using DaprProcessing.Contracts.Documents;
using DaprProcessing.Engines.Vision;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Engines.Tests.Vision;

/// <summary>One vision engine, document engines that draw the pages for it, and a folder for pictures.</summary>
public sealed class VisionFixture : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly EngineFixture _documents = new();
    private readonly ServiceProvider _services = Services([]);
    private int _pictures;

    public VisionEnginePool Engines => _services.GetRequiredService<VisionEnginePool>();

    public EngineFixture Documents => _documents;

    public static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddVisionEngines(new ConfigurationBuilder()
            .AddInMemoryCollection([new("VisionEngines:Processes", "1"), .. settings]).Build());
        return services.BuildServiceProvider();
    }

    public string File(string name) => _folder.File(name);

    /// <summary>A page drawn as a PNG file.</summary>
    public async Task<string> PictureAsync(DocumentSource source, int pageNo = 1, double dpi = 200)
    {
        var path = _folder.File($"{Interlocked.Increment(ref _pictures)}.png");
        await _documents.Renderer.RenderAsync(source, pageNo, new RenderSettings(dpi), path, CancellationToken.None);
        return path;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _documents.DisposeAsync();
        _folder.Dispose();
    }
}
