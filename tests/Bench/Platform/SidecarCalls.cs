using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace DaprProcessing.Bench.Platform;

/// <summary>
/// The calls that services have made to the local runtime of a platform in one process: <c>GET /v1.0/local/calls</c>, by app and
/// method. The runtime's ports are the process's own affair, so each port it listens on is asked.
/// </summary>
internal sealed class SidecarCalls(int processId)
{
    private const string Path = "/v1.0/local/calls";
    private const string Listening = "0A";

    private Uri? _counter;

    /// <summary>All calls until now; null where the runtime does not count.</summary>
    public async Task<long?> CountAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var candidates = _counter is { } known ? [known]
            : ListeningPorts().Select(port => new Uri($"http://127.0.0.1:{port}{Path}"));
        foreach (var counter in candidates)
        {
            try
            {
                var calls = await http.GetFromJsonAsync<Dictionary<string, Dictionary<string, long>>>(counter, cancellationToken);
                _counter = counter;
                return calls!.Values.SelectMany(methods => methods.Values).Sum();
            }
            catch (Exception other) when (other is HttpRequestException or JsonException or TaskCanceledException)
            {
                continue; // Another server of the process, or one of gRPC.
            }
        }

        return null;
    }

    private IEnumerable<int> ListeningPorts()
    {
        var sockets = Directory.GetFiles($"/proc/{processId}/fd").Select(file => File.ResolveLinkTarget(file, false)?.Name)
            .Where(target => target?.StartsWith("socket:[", StringComparison.Ordinal) == true)
            .Select(target => target![8..^1]).ToHashSet();
        return ((string[])["tcp", "tcp6"]).SelectMany(table => File.ReadLines($"/proc/{processId}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == Listening && sockets.Contains(fields[9]))
            .Select(fields => int.Parse(fields[1].Split(':')[1], NumberStyles.HexNumber)).Distinct();
    }
}
