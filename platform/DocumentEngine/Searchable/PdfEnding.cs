using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using UglyToad.PdfPig.Core;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>Ends a file, or an addition to one: where the objects stand, what the root is, where the file spoke of that
/// before.</summary>
/// <param name="objects">What was written.</param>
/// <param name="trailer">Entries that the trailer has besides, for example <c>/Root 1 0 R</c>.</param>
internal sealed class PdfEnding(PdfObjects objects, string trailer)
{
    private const int EntryBytes = 1 + 8 + 4;

    /// <summary>In the form that every PDF reader knows.</summary>
    /// <param name="previous">Where the table before it stands; null for a file of its own.</param>
    public void WriteTable(long? previous)
    {
        var start = objects.Position;
        var table = new StringBuilder("xref\n");
        // A file of its own begins with the free object 0.
        foreach (var run in Runs(previous is null ? [0, .. objects.Places.Keys] : [.. objects.Places.Keys]))
        {
            table.Append(CultureInfo.InvariantCulture, $"{run[0]} {run.Count}\n");
            foreach (var number in run)
            {
                if (number == 0)
                {
                    table.Append("0000000000 65535 f \n");
                    continue;
                }

                var (offset, generation) = objects.Places[number];
                table.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} {generation:00000} n \n");
            }
        }

        objects.Append(table.ToString());
        objects.Append($"trailer\n<< /Size {objects.Size} {trailer} {Previous(previous)}>>\n");
        WriteStart(start);
    }

    /// <summary>As a stream, in files whose own table is one: the two forms are not to be mixed.</summary>
    /// <param name="others">Where objects stand that were there before, in a table that stands alone.</param>
    public void WriteStream(long? previous, IReadOnlyDictionary<IndirectReference, XrefLocation>? others = null)
    {
        var number = (long)objects.Reserve();
        var start = objects.Position;
        var places = new SortedDictionary<long, (byte Kind, long First, int Second)>();
        foreach (var (reference, place) in others ?? new Dictionary<IndirectReference, XrefLocation>())
        {
            places[reference.ObjectNumber] = place.Type == XrefEntryType.ObjectStream
                ? ((byte)2, place.Value1, place.Value2) : ((byte)1, place.Value1, reference.Generation);
        }

        foreach (var (written, (offset, generation)) in objects.Places)
        {
            places[written] = (1, offset, generation);
        }

        places[number] = (1, start, 0);
        var runs = Runs([.. places.Keys]);
        var index = string.Join(' ', runs.Select(run => $"{run[0]} {run.Count}"));
        var data = new byte[places.Count * EntryBytes];
        var entry = data.AsSpan();
        foreach (var (kind, first, second) in places.Values)
        {
            entry[0] = kind;
            BinaryPrimitives.WriteInt64BigEndian(entry[1..], first);
            BinaryPrimitives.WriteInt32BigEndian(entry[9..], second);
            entry = entry[EntryBytes..];
        }

        objects.Append(
            $"{number} 0 obj\n<< /Type /XRef /Size {objects.Size} /W [1 8 4] /Index [{index}] {trailer} {Previous(previous)}"
            + $"/Length {data.Length} >>\nstream\n");
        objects.Append(data);
        objects.Append("\nendstream\nendobj\n");
        WriteStart(start);
    }

    private static string Previous(long? previous) => previous is { } at ? $"/Prev {at} " : "";

    private void WriteStart(long start) => objects.Append($"startxref\n{start}\n%%EOF\n");

    /// <summary>Numbers that follow each other.</summary>
    private static List<List<long>> Runs(IReadOnlyList<long> numbers)
    {
        var runs = new List<List<long>>();
        foreach (var number in numbers)
        {
            if (runs.Count == 0 || runs[^1][^1] + 1 != number)
            {
                runs.Add([]);
            }

            runs[^1].Add(number);
        }

        return runs;
    }
}
