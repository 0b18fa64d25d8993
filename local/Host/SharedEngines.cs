using DaprProcessing.Engines;
using DaprProcessing.Engines.Pool;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Local.Host;

/// <summary>One pool of engine processes for all services of this process.</summary>
internal sealed class SharedEngines(ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly EnginePool _pool = new(Options.Create(ReadOptions()), loggers.CreateLogger<EnginePool>());

    public void Register(IServiceCollection services) => services.AddSingleton(_pool);

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private static EngineOptions ReadOptions() =>
        new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(EngineOptions.Section).Get<EngineOptions>()
            ?? new EngineOptions();
}
