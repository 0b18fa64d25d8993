using System.Buffers;
using System.Text;

namespace DaprProcessing.Contracts.Documents;

/// <summary>Tells text from other bytes.</summary>
internal static class TextTypes
{
    /// <summary>Control characters that no text has: all but tab, line feed, form feed, carriage return, escape.</summary>
    private static readonly SearchValues<byte> Foreign = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (byte)code).Except("\t\n\f\r\u001b"u8.ToArray()), 127]);

    /// <summary>UTF-8, or UTF-16 with its mark; the last character may be cut off. Markup is no plain text.</summary>
    public static bool IsText(ReadOnlySpan<byte> start)
    {
        if (start is [0xFF, 0xFE, _, ..] or [0xFE, 0xFF, _, ..])
        {
            return true;
        }

        if (start.IsEmpty || start.ContainsAny(Foreign) || start.TrimStart(" \t\r\n"u8).StartsWith("<"u8))
        {
            return false;
        }

        while (!start.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(start, out _, out var length);
            if (status == OperationStatus.InvalidData)
            {
                return false;
            }

            start = start[(status == OperationStatus.NeedMoreData ? start.Length : length)..];
        }

        return true;
    }
}
