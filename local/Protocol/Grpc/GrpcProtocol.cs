using System.Globalization;
using System.Text;

namespace Dapr.Protocol.Grpc;

/// <summary>Header names and the text forms of status messages and timeouts (gRPC over HTTP/2 specification).</summary>
internal static class GrpcProtocol
{
    public const string ContentType = "application/grpc";
    public const string StatusTrailer = "grpc-status";
    public const string MessageTrailer = "grpc-message";
    public const string TimeoutHeader = "grpc-timeout";
    public const string EncodingHeader = "grpc-encoding";
    public const string AcceptEncodingHeader = "grpc-accept-encoding";
    public const string ApiTokenHeader = "dapr-api-token";

    // A status travels in a header block, which peers bound to 8 KiB.
    private const int MaxEncodedDetailLength = 4096;

    /// <summary>application/grpc, application/grpc+proto and both with parameters; other codecs are not spoken here.</summary>
    public static bool IsGrpc(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = contentType.AsSpan(ContentType.Length);
        if (rest.StartsWith("+proto", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest["+proto".Length..];
        }

        return rest.IsEmpty || rest[0] is ';' or ' ';
    }

    public static string EncodeDetail(string detail)
    {
        var text = detail.Length <= MaxEncodedDetailLength ? detail : detail[..MaxEncodedDetailLength];
        var encoded = new StringBuilder(text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (encoded.Length + 3 > MaxEncodedDetailLength)
            {
                break;
            }

            if (b is >= 0x20 and <= 0x7e and not (byte)'%')
            {
                encoded.Append((char)b);
            }
            else
            {
                encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    // Uri.UnescapeDataString keeps what is not a valid escape, as the specification asks.
    public static string DecodeDetail(string detail) => Uri.UnescapeDataString(detail);

    /// <summary>At most eight digits and a unit.</summary>
    public static string EncodeTimeout(TimeSpan timeout)
    {
        var (value, unit) = timeout switch
        {
            { Ticks: <= 0 } => (0L, 'n'),
            { TotalMilliseconds: < 99_999 } => ((long)Math.Ceiling(timeout.TotalMicroseconds), 'u'),
            { TotalSeconds: < 99_999 } => ((long)Math.Ceiling(timeout.TotalMilliseconds), 'm'),
            _ => (Math.Min((long)Math.Ceiling(timeout.TotalSeconds), 99_999_999L), 'S'),
        };
        return value.ToString(CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>False for anything malformed; a malformed timeout is an error of the caller.</summary>
    public static bool TryDecodeTimeout(string text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > 9 || !long.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        TimeSpan? decoded = text[^1] switch
        {
            'H' => TimeSpan.FromHours(value),
            'M' => TimeSpan.FromMinutes(value),
            'S' => TimeSpan.FromSeconds(value),
            'm' => TimeSpan.FromMilliseconds(value, 0),
            'u' => TimeSpan.FromMicroseconds(value),
            'n' => TimeSpan.FromTicks(value / 100),
            _ => null,
        };
        timeout = decoded ?? default;
        return decoded is not null;
    }
}
