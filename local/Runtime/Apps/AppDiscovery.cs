using System.Text.Json;
using DaprProcessing.Local.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Apps;

/// <summary>Asks an app what it is and what it subscribes to: <c>GET /dapr/config</c>, then <c>GET /dapr/subscribe</c>.</summary>
internal sealed class AppDiscovery(AppChannel channel, ILogger logger)
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

    /// <summary>An entry that cannot be used is logged and left out, as daprd does.</summary>
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
        var rules = new List<SubscriptionRule>();
        var routes = fields.Object("routes");
        foreach (var rule in routes?.Array("rules") ?? [])
        {
            if (rule.Text("path") is { Length: > 0 } path)
            {
                rules.Add(new SubscriptionRule(rule.Text("match") is { Length: > 0 } match ? match : null, SubscriptionRule.Rooted(path)));
            }
        }

        if ((routes?.Text("default") is { Length: > 0 } otherwise ? otherwise : fields.Text("route")) is { Length: > 0 } route)
        {
            rules.Add(SubscriptionRule.Default(route));
        }

        var (pubSub, topic) = (fields.Text("pubsubname"), fields.Text("topic"));
        if (rules.Count == 0 || string.IsNullOrEmpty(pubSub) || string.IsNullOrEmpty(topic))
        {
            logger.LogWarning("/dapr/subscribe: an entry without pubsubname, topic or route is left out: {Entry}", item.GetRawText());
            return null;
        }

        return new SubscriptionDefinition(
            pubSub, topic, rules, fields.Text("deadLetterTopic") is { Length: > 0 } dead ? dead : null,
            fields.TextMap("metadata"), ReadBulk(fields.Object("bulkSubscribe")), [], SubscriptionKind.Programmatic);
    }

    private static BulkOptions? ReadBulk(JsonFields? bulk) => bulk?.Flag("enabled") is not true ? null : new BulkOptions(
        bulk.Integer("maxMessagesCount") is > 0 and { } count ? count : BulkOptions.DefaultMaxMessages,
        bulk.Integer("maxAwaitDurationMs") is > 0 and { } wait ? TimeSpan.FromMilliseconds(wait) : BulkOptions.DefaultMaxWait);
}
