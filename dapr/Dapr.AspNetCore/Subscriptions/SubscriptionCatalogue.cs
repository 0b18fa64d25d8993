using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Dapr.AspNetCore;

/// <summary>Collects the subscriptions that the endpoints of an application carry as metadata.</summary>
internal static class SubscriptionCatalogue
{
    /// <exception cref="InvalidOperationException">A subscribed route is not literal, or a topic has two routes without a rule.</exception>
    public static IReadOnlyList<Subscription> Collect(IEnumerable<Endpoint> endpoints, SubscribeOptions options) =>
    [
        .. endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<ITopicMetadata>().Select(topic => new Entry(topic, endpoint)))
            .GroupBy(entry => (entry.Topic.PubsubName, entry.Topic.Name))
            .Select(entries => Describe([.. entries], options)),
    ];

    private static Subscription Describe(List<Entry> entries, SubscribeOptions options)
    {
        var (pubsubName, name) = (entries[0].Topic.PubsubName, entries[0].Topic.Name);
        var rest = entries.Where(entry => string.IsNullOrEmpty(entry.Topic.Match)).Select(entry => entry.Path).Distinct().ToList();
        if (rest.Count > 1)
        {
            throw new InvalidOperationException(
                $"Topic '{name}' of '{pubsubName}' has more than one route without a match: {string.Join(", ", rest)}.");
        }

        var rules = entries.Where(entry => !string.IsNullOrEmpty(entry.Topic.Match))
            .OrderBy(entry => entry.Topic.Priority)
            .Select(entry => new SubscriptionRule(entry.Topic.Match!, entry.Path))
            .Distinct()
            .ToList();
        var metadata = Metadata(entries, options);
        return new Subscription(name, pubsubName)
        {
            Route = rules.Count == 0 ? rest[0] : null,
            Routes = rules.Count == 0 ? null : new SubscriptionRoutes(rules, rest.FirstOrDefault()),
            Metadata = metadata.Count == 0 ? null : metadata,
            DeadLetterTopic = entries.Select(entry => (entry.Topic as IDeadLetterTopicMetadata)?.DeadLetterTopic)
                .FirstOrDefault(topic => !string.IsNullOrEmpty(topic)),
            BulkSubscribe = entries.SelectMany(entry => entry.Endpoint.Metadata.GetOrderedMetadata<IBulkSubscribeMetadata>())
                .Where(bulk => bulk.TopicName == name)
                .Select(bulk => new SubscriptionBulk(true, bulk.MaxMessagesCount, bulk.MaxAwaitDurationMs))
                .FirstOrDefault(),
        };
    }

    private static Dictionary<string, string> Metadata(List<Entry> entries, SubscribeOptions options)
    {
        var separator = entries.Select(entry => (entry.Topic as IOwnedOriginalTopicMetadata)?.MetadataSeparator)
            .FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? ",";
        var metadata = entries.SelectMany(entry => entry.Settings)
            .GroupBy(setting => setting.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => string.Join(separator, group.Select(setting => setting.Value).Distinct()));
        if (entries.Any(entry => (entry.Topic as IRawTopicMetadata)?.EnableRawPayload ?? options.EnableRawPayload))
        {
            metadata["rawPayload"] = "true";
        }

        return metadata;
    }

    private sealed record Entry(ITopicMetadata Topic, RouteEndpoint Endpoint)
    {
        public string Path => "/" + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(Literal));

        public IEnumerable<IOriginalTopicMetadata> Settings =>
            Endpoint.Metadata.GetOrderedMetadata<IOriginalTopicMetadata>().Where(setting =>
                string.IsNullOrEmpty(setting.Id)
                || (Topic as IOwnedOriginalTopicMetadata)?.OwnedMetadatas?.Contains(setting.Id, StringComparer.Ordinal) == true);

        private string Literal(RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(part =>
            part is RoutePatternLiteralPart literal
                ? literal.Content
                : throw new InvalidOperationException(
                    $"Route '{Endpoint.RoutePattern.RawText}' is subscribed to a topic, so it cannot have parameters.")));
    }
}
