using DaprProcessing.Contracts.Problems;
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
    private readonly EnginePool _pool = DocumentEngines(loggers);

    private readonly MarkupEnginePool _markup =
        new(Options.Create(Read<MarkupEngineOptions>(MarkupEngineOptions.Section)), loggers.CreateLogger<EnginePool>());

    private readonly SpeechEnginePool _speech =
        new(Options.Create(Read<SpeechEngineOptions>(SpeechEngineOptions.Section)), loggers.CreateLogger<EnginePool>());

    private readonly VisionEnginePool _vision =
        new(Options.Create(Read<VisionEngineOptions>(VisionEngineOptions.Section)), loggers.CreateLogger<EnginePool>());

    private readonly JobEnds _ends = new();
    private readonly JobStarts _starts = new();

    private readonly ProcessTelemetry _telemetry =
        new("dapr-processing", new ConfigurationBuilder().AddEnvironmentVariables().Build());

    /// <summary>A pool of document engines with this process's settings.</summary>
    public static EnginePool DocumentEngines(ILoggerFactory loggers) =>
        new(Options.Create(Read<EngineOptions>(EngineOptions.Section)), loggers.CreateLogger<EnginePool>());

    /// <summary>
    /// Whether documents can be read here at all: a service that finds it out by itself ends, and the others would go on without
    /// it.
    /// </summary>
    /// <exception cref="FailureException">A library is missing; the message says which, and what to install.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => _pool.CheckAsync(cancellationToken);

    public void Register(IServiceCollection services) =>
        services.AddSingleton(_pool).AddSingleton(_markup).AddSingleton(_speech).AddSingleton(_vision)
            .AddSingleton(_telemetry).AddSingleton(_ends).AddSingleton(_starts);

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
