using System.Collections.Concurrent;

namespace DaprProcessing.Orchestrator.Upkeep;

/// <summary>
/// Objects under the platform's own prefixes that are none of its markers: a folder marker of a file browser, somebody's
/// <c>.DS_Store</c>. They are left alone, and named once.
/// </summary>
internal sealed partial class StrayKeys(ILogger<StrayKeys> logger)
{
    private readonly ConcurrentDictionary<string, bool> _named = new();

    public void Skip(string key)
    {
        if (_named.TryAdd(key, true))
        {
            LogStray(logger, key);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The object '{Key}' is no marker of this platform's; it is left alone.")]
    private static partial void LogStray(ILogger logger, string key);
}
