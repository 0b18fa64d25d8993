using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.Bench.Platform;

/// <summary>
/// The calls that services have made to the local runtime of a platform in one process: <c>GET /v1.0/local/calls</c>, by app and
/// method. The runtime's ports are the process's own affair, so each port it listens on is asked.
/// </summary>
/// <param name="dataFolder">The platform's, where the runtime's token is written down; builds before that have none.</param>
internal sealed class SidecarCalls(int processId, string dataFolder)
{
    private const string CallsPath = "/v1.0/local/calls";
    private const string Token = "DAPR_API_TOKEN=";

    private Uri? _counter;

    /// <summary>All calls until now; null where the runtime does not count.</summary>
    public async Task<long?> CountAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        if (Path.Combine(dataFolder, "platform.env") is var settings && File.Exists(settings))
        {
            var token = File.ReadLines(settings).Single(line => line.StartsWith(Token, StringComparison.Ordinal));
            http.DefaultRequestHeaders.Add("dapr-api-token", token[Token.Length..].Trim('\''));
        }

        var candidates = _counter is { } known ? [known]
            : ProcessTree.ListeningPortsOf(processId).Select(port => new Uri($"http://127.0.0.1:{port}{CallsPath}"));
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
}
