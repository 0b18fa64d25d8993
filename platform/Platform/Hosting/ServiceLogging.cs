using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// The log on the console: a line for each entry, for people; with <c>Logging:Console:FormatterName=json</c> a JSON object, which
/// says of what is told while work is done whose it is (job, tenant, work, attempt).
/// </summary>
public static class ServiceLogging
{
    private const string TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static ILoggingBuilder AddServiceConsole(this ILoggingBuilder logging, IConfiguration configuration)
    {
        // What the local runtime says of an error over gRPC, and its client of a sidecar that is away, with a trace, is for the
        // caller, who may have expected it.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning)
            // A failed start is told by who starts it, in a line; that a service in the background ended is critical.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        return configuration["Logging:Console:FormatterName"] == ConsoleFormatterNames.Json
            ? logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat, console.IncludeScopes) =
                (true, TimestampFormat, true))
            : logging.AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) =
                (true, true, $"{TimestampFormat} "));
    }
}
