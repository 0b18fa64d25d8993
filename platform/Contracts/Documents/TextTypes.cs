using System.Buffers;
using System.Text;

namespace DaprProcessing.Contracts.Documents;

/// <summary>Tells text from other bytes.</summary>
internal static class TextTypes
{
    /// <summary>Control characters that no text has: all but tab, line feed, form feed, carriage return, escape.</summary>
    private static readonly SearchValues<byte> Foreign = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (byte)code).Except("\t\n\f\r\u001b"u8.ToArray()), 127]);

    /// <summary>
    /// Two bytes a letter, with the mark that says in which order: a frame of sound may begin with the same bytes.
    /// </summary>
    public static bool IsMarkedUtf16(ReadOnlySpan<byte> start)
    {
        if (start is not ([0xFF, 0xFE, _, _, ..] or [0xFE, 0xFF, _, _, ..]))
        {
            return false;
        }

        var low = start[0] == 0xFF ? 0 : 1;
        for (var at = 2; at + 1 < start.Length; at += 2)
        {
            var (letter, page) = (start[at + low], start[at + 1 - low]);
            if (page == 0 && Foreign.Contains(letter))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Letters of one byte in an encoding that does not show: only a name can tell of what.</summary>
    public static bool MayBeText(ReadOnlySpan<byte> start) => !start.IsEmpty && !start.ContainsAny(Foreign);

    /// <summary>UTF-8; the last character may be cut off. Markup is no plain text.</summary>
    public static bool IsText(ReadOnlySpan<byte> start)
    {
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
