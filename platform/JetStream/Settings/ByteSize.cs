using System.Globalization;

namespace DaprProcessing.JetStream;

/// <summary>Sizes as Kubernetes writes them: <c>1048576</c>, <c>512Ki</c>, <c>256Mi</c>, <c>1Gi</c>.</summary>
internal static class ByteSize
{
    public static bool TryParse(string text, out long bytes)
    {
        var (digits, factor) = text.Trim() switch
        {
            [.. var number, 'K', 'i'] => (number, 1024L),
            [.. var number, 'M', 'i'] => (number, 1024L * 1024),
            [.. var number, 'G', 'i'] => (number, 1024L * 1024 * 1024),
            var number => (number, 1L),
        };
        var known = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bytes)
            && bytes <= long.MaxValue / factor;
        bytes *= known ? factor : 0;
        return known;
    }
}
