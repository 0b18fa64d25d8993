using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Local.Host;

/// <summary>The log of the host and of the runtime in it: what they say themselves, not a line for every request.</summary>
internal static class HostLogging
{
    public static ILoggerFactory Create(LogLevel minimum) => LoggerFactory.Create(logging => logging
        .AddServiceConsole(new ConfigurationBuilder().AddEnvironmentVariables().Build())
        .SetMinimumLevel(minimum)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("System", LogLevel.Warning));
}
