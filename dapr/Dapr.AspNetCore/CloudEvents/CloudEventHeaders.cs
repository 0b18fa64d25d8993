using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Dapr.AspNetCore;

/// <summary>Passes the attributes of an envelope on as request headers.</summary>
internal static class CloudEventHeaders
{
    private const string Prefix = "Cloudevent.";

    private static readonly string[] Payload = ["data", "data_base64"];

    public static void Add(IHeaderDictionary headers, JsonElement envelope, CloudEventsMiddlewareOptions options)
    {
        foreach (var property in envelope.EnumerateObject())
        {
            if (IsForwarded(property.Name, options))
            {
                var value = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
                headers[Prefix + property.Name.ToLowerInvariant()] = value;
            }
        }
    }

    private static bool IsForwarded(string name, CloudEventsMiddlewareOptions options) =>
        !Payload.Contains(name, StringComparer.OrdinalIgnoreCase)
        && options.IncludedCloudEventPropertiesAsHeaders?.Contains(name, StringComparer.OrdinalIgnoreCase) != false
        && options.ExcludedCloudEventPropertiesFromHeaders?.Contains(name, StringComparer.OrdinalIgnoreCase) != true;
}
