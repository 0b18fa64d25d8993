using DaprProcessing.Local.Runtime.Hosting;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Local.Host;

/// <summary>The log of the host and of the runtime in it: what they say themselves, not a line for every request.</summary>
internal static class HostLogging
{
    /// <param name="minimum">Where the environment says no other, as it does to services.</param>
    public static ILoggerFactory Create(LogLevel minimum)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return LoggerFactory.Create(logging => logging
            .AddServiceConsole(configuration)
            .SetMinimumLevel(configuration.GetValue<LogLevel?>("Logging:LogLevel:Default") ?? minimum)
            .AddRuntimeFilters());
    }
}
