using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace DaprProcessing.Local.Runtime.Diagnostics;

/// <summary>
/// How often each app id has called each method of the runtime's API since the start: what a job costs in sidecar calls, which is
/// what counts on daprd. Methods are route patterns or gRPC names, so their number is bounded by the API and not by its callers.
/// </summary>
internal sealed class CallCounter
{
    private readonly ConcurrentDictionary<(string AppId, string Method), StrongBox<long>> _calls = new();

    public void Count(string appId, string method)
    {
        var count = _calls.GetOrAdd((appId, method), static _ => new StrongBox<long>());
        Interlocked.Increment(ref count.Value);
    }

    /// <summary>By app id, then by method, both in alphabetical order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Read()
    {
        var byApp = new SortedDictionary<string, IReadOnlyDictionary<string, long>>(StringComparer.Ordinal);
        foreach (var calls in _calls.GroupBy(call => call.Key.AppId, StringComparer.Ordinal))
        {
            var methods = calls.ToDictionary(call => call.Key.Method, call => Interlocked.Read(ref call.Value.Value));
            byApp.Add(calls.Key, new SortedDictionary<string, long>(methods, StringComparer.Ordinal));
        }

        return byApp;
    }
}
