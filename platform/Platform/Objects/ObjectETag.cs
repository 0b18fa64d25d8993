using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace DaprProcessing.Platform.Objects;

/// <summary>
/// S3 names an object written in one piece by the MD5 of its bytes. That finds what a network or a proxy changed on the way;
/// where the ETag is none (multipart, encrypted, local storage) there is nothing to compare.
/// </summary>
internal static class ObjectETag
{
    private const int HexLength = 32;

#pragma warning disable CA5351 // Against damage, not against an adversary; and it is what S3 sends.
    public static IncrementalHash NewHash() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351

    /// <summary>Throws where the store's name for the object says that other bytes were meant than passed here.</summary>
    public static void Check(EntityTagHeaderValue? etag, IncrementalHash passed)
    {
        var told = etag?.Tag.Trim('"') ?? "";
        if (told.Length == HexLength && told.All(char.IsAsciiHexDigit)
            && !told.Equals(Convert.ToHexString(passed.GetHashAndReset()), StringComparison.OrdinalIgnoreCase))
        {
            throw new HttpRequestException("the object's bytes were changed on the way");
        }
    }
}
