using DaprProcessing.Engines;
using DaprProcessing.Engines.Markup;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Speech;
using DaprProcessing.Engines.Vision;
using DaprProcessing.Platform.Hosting.Telemetry;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Local.Host;

/// <summary>One for all services of this process: a pool of each kind of engine processes, and what collects telemetry.</summary>
internal sealed class SharedParts(ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly EnginePool _pool =
        new(Options.Create(Read<EngineOptions>(EngineOptions.Section)), loggers.CreateLogger<EnginePool>());

    private readonly MarkupEnginePool _markup =
        new(Options.Create(Read<MarkupEngineOptions>(MarkupEngineOptions.Section)), loggers.CreateLogger<EnginePool>());

    private readonly SpeechEnginePool _speech =
        new(Options.Create(Read<SpeechEngineOptions>(SpeechEngineOptions.Section)), loggers.CreateLogger<EnginePool>());

    private readonly VisionEnginePool _vision =
        new(Options.Create(Read<VisionEngineOptions>(VisionEngineOptions.Section)), loggers.CreateLogger<EnginePool>());

    private readonly JobEnds _ends = new();

    private readonly ProcessTelemetry _telemetry =
        new("dapr-processing", new ConfigurationBuilder().AddEnvironmentVariables().Build());

    public void Register(IServiceCollection services) =>
        services.AddSingleton(_pool).AddSingleton(_markup).AddSingleton(_speech).AddSingleton(_vision)
            .AddSingleton(_telemetry).AddSingleton(_ends);

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _markup.DisposeAsync();
        await _speech.DisposeAsync();
        await _vision.DisposeAsync();
        _telemetry.Dispose();
    }

    private static TOptions Read<TOptions>(string section)
        where TOptions : class, new() =>
        new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(section).Get<TOptions>() ?? new TOptions();
}
