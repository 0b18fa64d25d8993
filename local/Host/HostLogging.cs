using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Local.Host;

/// <summary>The log of the host and of the runtime in it: what they say themselves, not a line for every request.</summary>
internal static class HostLogging
{
    public static ILoggerFactory Create(LogLevel minimum) => LoggerFactory.Create(logging => logging
        .AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) =
            (true, true, ServiceHost.TimestampFormat))
        .SetMinimumLevel(minimum)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("System", LogLevel.Warning));
}
