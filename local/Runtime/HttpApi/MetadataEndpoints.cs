using System.Text;
using System.Text.Json;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Operations;
using DaprProcessing.Local.Runtime.Resources;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary><c>/v1.0/metadata</c>.</summary>
internal static class MetadataEndpoints
{
    private const int MostEntries = 1000;

    public static void MapMetadata(this IEndpointRouteBuilder routes, MetadataReport report)
    {
        routes.MapGet("/v1.0/metadata", context => WriteAsync(context, report));
        routes.MapPut("/v1.0/metadata/{key}", async context =>
        {
            var extended = context.App().Extended;
            if (extended.Count >= MostEntries)
            {
                throw ApiException.Malformed($"more than {MostEntries} entries");
            }

            extended[context.Name("key")] = Encoding.UTF8.GetString((await context.BodyAsync()).Span);
            context.Response.StatusCode = 204;
        });
    }

    private static async Task WriteAsync(HttpContext context, MetadataReport report)
    {
        var app = context.App();
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("id", app.AppId);
        json.WriteString("runtimeVersion", MetadataReport.RuntimeVersion);
        json.WriteStartArray("enabledFeatures");
        json.WriteEndArray();
        WriteComponents(json, report, app);
        WriteTexts(json, "extended", MetadataReport.Extended(app));
        json.WriteStartArray("subscriptions");
        foreach (var subscription in app.Subscriptions)
        {
            WriteSubscription(json, subscription);
        }

        json.WriteEndArray();
        WriteConnection(json, app);
        json.WriteStartObject("actorRuntime");
        json.WriteString("runtimeStatus", "DISABLED");
        json.WriteBoolean("hostReady", false);
        json.WriteString("placement", "");
        json.WriteEndObject();
        json.WriteStartObject("workflows");
        json.WriteNumber("connectedWorkers", report.ConnectedWorkers(app));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteComponents(Utf8JsonWriter json, MetadataReport report, AppRuntime app)
    {
        json.WriteStartArray("components");
        foreach (var component in report.Components(app))
        {
            json.WriteStartObject();
            json.WriteString("name", component.Name);
            json.WriteString("type", component.Definition.Type);
            json.WriteString("version", component.Definition.Version);
            if (component.Capabilities.Count > 0)
            {
                json.WriteStartArray("capabilities");
                foreach (var capability in component.Capabilities)
                {
                    json.WriteStringValue(capability);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSubscription(Utf8JsonWriter json, SubscriptionDefinition subscription)
    {
        json.WriteStartObject();
        json.WriteString("pubsubname", subscription.PubSubName);
        json.WriteString("topic", subscription.Topic);
        if (subscription.Metadata.Count > 0)
        {
            WriteTexts(json, "metadata", subscription.Metadata);
        }

        json.WriteStartArray("rules");
        json.WriteStartObject();
        json.WriteString("path", subscription.Path);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("deadLetterTopic", subscription.DeadLetterTopic ?? "");
        json.WriteString("type", "PROGRAMMATIC");
        json.WriteEndObject();
    }

    private static void WriteConnection(Utf8JsonWriter json, AppRuntime app)
    {
        if (MetadataReport.Connection(app) is not { } connection)
        {
            return;
        }

        json.WriteStartObject("appConnectionProperties");
        json.WriteNumber("port", connection.Port);
        json.WriteString("protocol", connection.Protocol);
        json.WriteString("channelAddress", connection.Address);
        if (connection.MaxConcurrency > 0)
        {
            json.WriteNumber("maxConcurrency", connection.MaxConcurrency);
        }

        if (app.Options.HealthCheck is { } health)
        {
            json.WriteStartObject("health");
            json.WriteString("healthCheckPath", health.Path);
            json.WriteString("healthProbeInterval", $"{health.Interval.TotalSeconds:0.###}s");
            json.WriteString("healthProbeTimeout", $"{health.Timeout.TotalMilliseconds:0}ms");
            json.WriteNumber("healthThreshold", health.Threshold);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in texts)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
