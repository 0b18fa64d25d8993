namespace DaprProcessing.Local.Runtime.Resources;

/// <summary>Reads a declarative subscription: v1alpha1 has one route, v2alpha1 has rules.</summary>
internal static class SubscriptionReader
{
    public static SubscriptionDefinition Read(YamlMap document, string apiVersion)
    {
        var spec = document.Map("spec") ?? throw new ResourceException($"{document.Where}: 'spec' is required");
        var rules = apiVersion switch
        {
            "dapr.io/v1alpha1" => [SubscriptionRule.Default(spec.Require("route"))],
            "dapr.io/v2alpha1" => Rules(spec),
            _ => throw new ResourceException($"{document.Where}: Subscription {apiVersion} is not known; known: dapr.io/v1alpha1, dapr.io/v2alpha1"),
        };
        return new SubscriptionDefinition(
            spec.Require("pubsubname"), spec.Require("topic"), rules, spec.Text("deadLetterTopic"), spec.TextMap("metadata"),
            Bulk(spec.Map("bulkSubscribe")), document.Texts("scopes"), SubscriptionKind.Declarative);
    }

    private static List<SubscriptionRule> Rules(YamlMap spec)
    {
        var routes = spec.Map("routes") ?? throw new ResourceException($"{spec.Where}: 'routes' is required");
        List<SubscriptionRule> rules =
            [.. routes.Maps("rules").Select(rule => new SubscriptionRule(rule.Text("match"), SubscriptionRule.Rooted(rule.Require("path"))))];
        if (routes.Text("default") is { } path)
        {
            rules.Add(SubscriptionRule.Default(path));
        }

        return rules.Count > 0 ? rules : throw new ResourceException($"{routes.Where}: neither rules nor a default");
    }

    private static BulkOptions? Bulk(YamlMap? bulk) => bulk is null || !bulk.Flag("enabled") ? null : new BulkOptions(
        Math.Max(1, bulk.Integer("maxMessagesCount") ?? BulkOptions.DefaultMaxMessages),
        bulk.Integer("maxAwaitDurationMs") is { } wait ? TimeSpan.FromMilliseconds(Math.Max(0, wait)) : BulkOptions.DefaultMaxWait);
}
