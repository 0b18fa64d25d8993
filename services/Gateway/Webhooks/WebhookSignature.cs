using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DaprProcessing.Gateway.Webhooks;

/// <summary>Signatures of the Standard Webhooks specification: HMAC-SHA256 over id, time and body, with each secret.</summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;

    public static bool IsSecret(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && Base64.IsValid(text.AsSpan(Prefix.Length), out var length)
        && length is >= FewestBytes and <= MostBytes;

    /// <summary>One signature for each secret, as they stand in the header.</summary>
    public static string Of(IEnumerable<string> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.").Concat(body.ToArray()).ToArray();
        return string.Join(' ', secrets.Select(secret =>
            $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))}"));
    }
}
