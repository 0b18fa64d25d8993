using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pipelines;

/// <summary>Which pages of a document are worked on: spans in order that do not touch, <c>1-5,8,12-</c>.</summary>
[JsonConverter(typeof(TextConverter))]
public sealed class PageSelection
{
    private const int MaxText = 1000;

    // Behind the last page of any document, and so far from the largest integer that nothing here overflows.
    private const int Open = 1_000_000_000;

    private readonly IReadOnlyList<(int First, int Last)> _spans;

    private PageSelection(IReadOnlyList<(int First, int Last)> spans) => _spans = spans;

    public static PageSelection All { get; } = new([(1, Open)]);

    public int First => _spans[0].First;

    public static PageSelection Range(long first, long last) =>
        new([((int)Math.Clamp(first, 1, Open - 1), (int)Math.Clamp(last, 1, Open))]);

    /// <param name="text">Pages and spans in any order, <c>8,1-5,12-</c>; the last one may be open.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out PageSelection? selection)
    {
        selection = null;
        var spans = new List<(int First, int Last)>();
        foreach (var part in text.Length <= MaxText ? text.Split(',', StringSplitOptions.TrimEntries) : [])
        {
            if (Span(part) is not { } span)
            {
                return false;
            }

            spans.Add(span);
        }

        selection = spans.Count == 0 ? null : new PageSelection(Joined(spans));
        return selection is not null;
    }

    /// <summary>How many of a document's pages are meant.</summary>
    public int CountOf(int totalPages) =>
        _spans.Sum(span => Math.Max(0, Math.Min(span.Last, totalPages) - span.First + 1));

    /// <summary>The spans of the first <paramref name="count"/> pages that are meant.</summary>
    public IEnumerable<(int First, int Last)> Take(int count)
    {
        foreach (var (first, last) in _spans)
        {
            if (count <= 0)
            {
                yield break;
            }

            var end = Math.Min(last, first + count - 1);
            yield return (first, end);
            count -= end - first + 1;
        }
    }

    /// <summary>The first page meant behind <paramref name="pageNo"/>; null where there is none.</summary>
    public int? After(int pageNo)
    {
        foreach (var (first, last) in _spans)
        {
            if (last > pageNo)
            {
                return Math.Max(first, pageNo + 1);
            }
        }

        return null;
    }

    public override string ToString() => string.Join(',', _spans.Select(span => span switch
    {
        (var first, Open) => $"{first}-",
        var (first, last) => first == last ? $"{first}" : $"{first}-{last}",
    }));

    private static (int First, int Last)? Span(string part)
    {
        var (dash, isOpen) = (part.IndexOf('-', StringComparison.Ordinal), part.EndsWith('-'));
        var first = Number(dash < 0 ? part : part[..dash]);
        var last = dash < 0 ? first : isOpen ? Open : Number(part[(dash + 1)..]);
        return first is null || last is null || last < first ? null : (first.Value, last.Value);
    }

    private static int? Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and < Open
            ? number
            : null;

    private static List<(int First, int Last)> Joined(List<(int First, int Last)> spans)
    {
        var joined = new List<(int First, int Last)>();
        foreach (var span in spans.Order())
        {
            if (joined.Count > 0 && span.First <= joined[^1].Last + 1)
            {
                joined[^1] = (joined[^1].First, Math.Max(joined[^1].Last, span.Last));
            }
            else
            {
                joined.Add(span);
            }
        }

        return joined;
    }

    private sealed class TextConverter : JsonConverter<PageSelection>
    {
        public override PageSelection Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            TryParse(reader.GetString() ?? "", out var selection) ? selection
                : throw new JsonException("not a selection of pages");

        public override void Write(Utf8JsonWriter writer, PageSelection value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
