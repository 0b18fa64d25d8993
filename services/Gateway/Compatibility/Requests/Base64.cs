using System.Text.Json;

namespace DaprProcessing.Gateway.Compatibility.Requests;

/// <summary>Reads base64 as leniently as the original: what is no letter of it is passed over.</summary>
internal static class Base64
{
    /// <summary>Null where what is left is no base64.</summary>
    public static byte[]? Decode(JsonElement text)
    {
        if (text.TryGetBytesFromBase64(out var bytes))
        {
            return bytes;
        }

        try
        {
            return Convert.FromBase64String(string.Concat(text.GetString()!.Where(
                letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/' or '=')));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
