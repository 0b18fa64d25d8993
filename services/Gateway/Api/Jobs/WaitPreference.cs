using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <summary>The header <c>Prefer: wait=N</c> (RFC 7240), N in seconds.</summary>
internal static class WaitPreference
{
    public static TimeSpan? Of(StringValues prefer)
    {
        foreach (var preference in prefer.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            if (preference.Split('=', 2, StringSplitOptions.TrimEntries) is ["wait", var seconds]
                && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return TimeSpan.FromSeconds(number);
            }
        }

        return null;
    }
}
