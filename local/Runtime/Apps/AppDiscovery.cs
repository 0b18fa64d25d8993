using System.Text.Json;
using DaprProcessing.Local.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Apps;

/// <summary>Asks an app what it is and what it subscribes to: <c>GET /dapr/config</c>, then <c>GET /dapr/subscribe</c>.</summary>
internal sealed class AppDiscovery(string appId, AppChannel channel, ILogger logger)
{
    private const int MaxAnswerBytes = 1 << 20;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>The text of the app's answer, kept to see whether it changes; empty where it has no subscriptions.</summary>
    public async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        // The answer only matters to apps that host actors; asked because apps see daprd ask.
        _ = await GetAsync("/dapr/config", cancellationToken);
        return await GetAsync("/dapr/subscribe", cancellationToken);
    }

    /// <summary>
    /// An entry without a topic or route is logged and left out, as daprd does. Throws <see cref="ResourceException"/> for what
    /// daprd serves and this runtime does not.
    /// </summary>
    public IReadOnlyList<SubscriptionDefinition> Parse(string answer)
    {
        if (answer.Length == 0)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.ValueKind != JsonValueKind.Array
                ? []
                : [.. document.RootElement.EnumerateArray().Select(Read).OfType<SubscriptionDefinition>()];
        }
        catch (JsonException wrong)
        {
            logger.LogError("/dapr/subscribe did not answer JSON: {Problem}", wrong.Message);
            return [];
        }
    }

    private async Task<string> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(Timeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(channel.Address, path));
        request.Headers.TryAddWithoutValidation("dapr-app-id", appId);
        // A GET with a content type: daprd's is one.
        request.Content = new ByteArrayContent([]) { Headers = { ContentType = new("application/json") } };
        using var response = await channel.SendAsync(request, timer.Token);
        if (!response.IsSuccessStatusCode)
        {
            if ((int)response.StatusCode != 404)
            {
                logger.LogWarning("{Path} answered {Status}; taken as nothing", path, (int)response.StatusCode);
            }

            return "";
        }

        var body = await BoundedBody.ReadAsync(response.Content, MaxAnswerBytes, timer.Token);
        return System.Text.Encoding.UTF8.GetString(body);
    }

    private SubscriptionDefinition? Read(JsonElement item)
    {
        var fields = new JsonFields(item);
        var routes = fields.Object("routes");
        var (pubSub, topic) = (fields.Text("pubsubname"), fields.Text("topic"));
        if (routes?.Array("rules").Any() == true)
        {
            throw new ResourceException(
                $"subscription to '{topic}' of '{pubSub}': routing rules are not served by this runtime; "
                + "use one route, and tell events apart there");
        }

        if (fields.Object("bulkSubscribe")?.Flag("enabled") == true)
        {
            throw new ResourceException(
                $"subscription to '{topic}' of '{pubSub}': bulk delivery is not served by this runtime; leave bulkSubscribe out");
        }

        var route = NullIfEmpty(routes?.Text("default")) ?? NullIfEmpty(fields.Text("route"));
        if (route is null || string.IsNullOrEmpty(pubSub) || string.IsNullOrEmpty(topic))
        {
            logger.LogWarning(
                "/dapr/subscribe: an entry without pubsubname, topic or route is left out: {Entry}", item.GetRawText());
            return null;
        }

        return new SubscriptionDefinition(
            pubSub, topic, route.StartsWith('/') ? route : "/" + route, NullIfEmpty(fields.Text("deadLetterTopic")),
            fields.TextMap("metadata"));
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
