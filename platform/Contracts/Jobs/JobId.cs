using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace DaprProcessing.Contracts.Jobs;

/// <summary>A job of a tenant. The tenant is part of every key, so a foreign id finds nothing.</summary>
/// <param name="Tenant">Tenant name: lower-case letters, digits, dashes.</param>
/// <param name="Id">26 characters of a 32-letter alphabet: 130 random bits.</param>
public readonly record struct JobId(string Tenant, string Id)
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Length = 26;

    private static readonly SearchValues<byte> Letters = SearchValues.Create(Encoding.ASCII.GetBytes(Alphabet));

    public static JobId New(string tenant) => new(tenant, RandomNumberGenerator.GetString(Alphabet, Length));

    /// <summary>False for anything this platform cannot have issued; such an id never reaches a store.</summary>
    public static bool IsWellFormed(string id) => id.Length == Length && id.All(letter => Alphabet.Contains(letter));

    /// <summary>What may be ids of jobs in a text that nobody can read: each run of so many letters, once.</summary>
    public static IReadOnlySet<string> IdsIn(ReadOnlySpan<byte> text)
    {
        var ids = new HashSet<string>();
        while (text.IndexOfAny(Letters) is >= 0 and var start)
        {
            text = text[start..];
            var run = text.IndexOfAnyExcept(Letters) is >= 0 and var end ? end : text.Length;
            if (run == Length)
            {
                ids.Add(Encoding.ASCII.GetString(text[..run]));
            }

            text = text[run..];
        }

        return ids;
    }

    public override string ToString() => $"{Tenant}/{Id}";
}
