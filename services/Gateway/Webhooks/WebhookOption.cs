using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Options;

namespace DaprProcessing.Gateway.Webhooks;

/// <summary>
/// The option <c>{"url": …, "secret": "whsec_…"}</c>: whom to tell of a job's end. While its receiver changes keys,
/// <c>secret</c> is a list of two.
/// </summary>
internal static class WebhookOption
{
    public const string Name = "webhook";

    private const int MaxUrlLength = 2048;
    private const int MaxSecrets = 2;

    public static JsonObject Schema => new()
    {
        ["type"] = "object",
        ["description"] = "Told of the job's end, by the Standard Webhooks specification.",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["url"] = new JsonObject { ["type"] = "string", ["description"] = "An http or https address, publicly known." },
            ["secret"] = new JsonObject
            {
                ["type"] = new JsonArray("string", "array"),
                ["description"] = "whsec_ and 24 to 64 bytes in base64; two of them while the key is changed.",
            },
        },
        ["required"] = new JsonArray("url", "secret"),
    };

    public static Webhook Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new OptionException(Name, "must be a JSON object with url and secret");
        }

        var (url, secrets) = ((string?)null, new List<string>());
        foreach (var property in value.EnumerateObject())
        {
            switch (property)
            {
                case { Name: "url", Value.ValueKind: JsonValueKind.String }:
                    url = property.Value.GetString();
                    break;
                case { Name: "secret", Value.ValueKind: JsonValueKind.String }:
                    secrets.Add(property.Value.GetString()!);
                    break;
                case { Name: "secret", Value.ValueKind: JsonValueKind.Array }:
                    secrets.AddRange(property.Value.EnumerateArray().Take(MaxSecrets + 1).Select(
                        one => one.ValueKind == JsonValueKind.String ? one.GetString()! : ""));
                    break;
                default:
                    throw new OptionException($"{Name}.{property.Name}", "is unknown or of a wrong kind; known: url, secret");
            }
        }

        CheckUrl(url);
        if (secrets.Count is 0 or > MaxSecrets || !secrets.All(WebhookSignature.IsSecret))
        {
            throw new OptionException(
                $"{Name}.secret", "must be whsec_ followed by 24 to 64 bytes in base64, or a list of two of these");
        }

        return new Webhook(url!, secrets);
    }

    private static void CheckUrl(string? url)
    {
        if (url is null or { Length: > MaxUrlLength } || !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new OptionException(
                $"{Name}.url", $"must be an http or https address of at most {MaxUrlLength} characters, without a user name");
        }
    }
}
