namespace DaprProcessing.Local.Runtime.Hosting;

/// <summary>What the runtime's log has: what it says itself, not a line for every request.</summary>
public static class RuntimeLogging
{
    public static ILoggingBuilder AddRuntimeFilters(this ILoggingBuilder logging) => logging
        .AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
        // It tells of every call whose caller has gone as of an error, with a trace; what nobody foresaw is told by CallFailures.
        .AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None);
}
