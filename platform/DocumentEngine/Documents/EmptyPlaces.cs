using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// A page tree with places for pages that are not there: PDFium counts such a place, and after it gives pages twice or ends
/// before the last ones; PdfPig does not open the file. In the bytes that PDFium reads the places are blanked, and a tree that
/// has a page where its list should be gets the brackets of one. Seen in plain bytes alone.
/// </summary>
/// <param name="Bytes">As many as the file has.</param>
/// <param name="Pages">Of a tree that is one list: whether each of its pages is there. Null for a tree with branches.</param>
internal sealed partial record EmptyPlaces(byte[] Bytes, IReadOnlyList<bool>? Pages)
{
    private static ReadOnlySpan<byte> Key => "/Kids"u8;

    private static ReadOnlySpan<byte> ObjectWord => " obj"u8;

    /// <returns>Null where there is none, or the file is too large.</returns>
    public static EmptyPlaces? BlankedIn(string path)
    {
        if (!FileLimits.MayBeMended(path))
        {
            return null;
        }

        var file = File.ReadAllBytes(path);
        var objects = file.AsSpan().IndexOf("/ObjStm"u8) >= 0 ? null : ObjectsIn(file);
        var (pages, lists, isMended) = (new List<bool>(), 0, false);
        for (var at = 0; file.AsSpan(at).IndexOf(Key) is >= 0 and var next;)
        {
            at += next + Key.Length;
            var start = at + file.AsSpan(at).Length - file.AsSpan(at).TrimStart(" \r\n\t"u8).Length;
            var end = start < file.Length && file[start] == '[' ? file.AsSpan(start).IndexOf((byte)']') : -1;
            isMended |= end > 0 ? Blank(file, start + 1, start + end, objects, pages) : Bracket(file, at, start, objects);
            lists++;
        }

        return isMended ? new EmptyPlaces(file, lists == 1 && pages.Count > 0 ? pages : null) : null;
    }

    private static bool Blank(byte[] file, int start, int end, HashSet<int>? objects, List<bool> pages)
    {
        var isMended = false;
        foreach (Match kid in Kid().Matches(Encoding.Latin1.GetString(file, start, end - start)))
        {
            var isThere = kid.Groups[1].Success && (objects is null || IsIn(objects, kid.Groups[1].ValueSpan));
            if (pages.Count < ReadablePages.Most)
            {
                pages.Add(isThere);
            }

            if (!isThere)
            {
                file.AsSpan(start + kid.Index, kid.Length).Fill((byte)' ');
                isMended = true;
            }
        }

        return isMended;
    }

    /// <summary>There has to be room for them.</summary>
    private static bool Bracket(byte[] file, int at, int start, HashSet<int>? objects)
    {
        var kid = Kid().Match(Encoding.Latin1.GetString(file, start, Math.Min(32, file.Length - start)));
        var end = start + kid.Length;
        if (kid is not { Success: true, Index: 0 } || start == at || end >= file.Length || file[end] is not (0x20 or 0x0A or 0x0D)
            || objects is null || !IsPage(file, kid.Groups[1].Value))
        {
            return false;
        }

        (file[start - 1], file[end]) = ((byte)'[', (byte)']');
        return true;
    }

    private static bool IsPage(ReadOnlySpan<byte> file, string number)
    {
        var head = Encoding.ASCII.GetBytes($"\n{number} 0 obj");
        var at = file.IndexOf(head);
        return at >= 0 && file[(at + head.Length)..].TrimStart(" \r\n\t"u8).StartsWith("<<"u8);
    }

    private static bool IsIn(HashSet<int> objects, ReadOnlySpan<char> number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) && objects.Contains(known);

    private static HashSet<int> ObjectsIn(ReadOnlySpan<byte> file)
    {
        var numbers = new HashSet<int>();
        for (var at = file.IndexOf(ObjectWord); at >= 0;)
        {
            var head = file[Math.Max(0, at - 24)..at].TrimEnd("0123456789"u8).TrimEnd((byte)' ');
            var digits = head[(head.LastIndexOfAnyExcept("0123456789"u8) + 1)..];
            if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }

            var next = file[(at + 1)..].IndexOf(ObjectWord);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return numbers;
    }

    [GeneratedRegex(@"null|(\d+)\s+\d+\s+R", RegexOptions.CultureInvariant)]
    private static partial Regex Kid();
}
