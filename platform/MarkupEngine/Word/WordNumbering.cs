using System.Text.RegularExpressions;
using System.Xml.Linq;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Word;

/// <summary>Counts the paragraphs of each list as a word processor does.</summary>
internal sealed partial class WordNumbering
{
    private const int Levels = 9;

    private readonly Dictionary<string, string> _abstractOf = [];
    private readonly Dictionary<string, XElement[]> _levels = [];
    private readonly Dictionary<(string NumId, int Level), int> _starts = [];
    private readonly Dictionary<string, int?[]> _counters = [];
    private readonly HashSet<string> _begun = [];

    public WordNumbering(XElement? numbering)
    {
        foreach (var definition in numbering.Children("abstractNum"))
        {
            var levels = new XElement[Levels];
            foreach (var level in definition.Children("lvl"))
            {
                if (level.Number("ilvl") is >= 0 and < Levels and var at)
                {
                    levels[at] = level;
                }
            }

            _levels.TryAdd(definition.Value("abstractNumId") ?? "", levels);
        }

        foreach (var number in numbering.Children("num"))
        {
            var id = number.Value("numId") ?? "";
            _abstractOf.TryAdd(id, number.Child("abstractNumId").Value("val") ?? "");
            foreach (var changed in number.Children("lvlOverride"))
            {
                if (changed.Child("startOverride").Number("val") is { } start)
                {
                    _starts.TryAdd((id, changed.Number("ilvl") ?? 0), start);
                }
            }
        }
    }

    /// <summary>The marker of the next paragraph of the list; null for no list.</summary>
    public ListMark? Next(string? numId, int level)
    {
        if (numId is null or "0" || !_abstractOf.TryGetValue(numId, out var definition))
        {
            return null;
        }

        level = Math.Clamp(level, 0, Levels - 1);
        var levels = _levels.GetValueOrDefault(definition) ?? new XElement[Levels];
        var format = Format(levels[level]);
        if (format is "bullet" or "none")
        {
            return new ListMark(definition, level, Enumerated: false, "-");
        }

        var counters = Count(numId, definition, level, levels);
        var text = levels[level].Child("lvlText").Value("val") ?? $"%{level + 1}.";
        var marker = Placeholder().Replace(text, match =>
        {
            var at = match.Value[1] - '1';
            return Number(counters[at] ?? 1, Format(levels[at]));
        });
        return new ListMark(definition, level, Enumerated: true, marker.Length == 0 ? "-" : marker);
    }

    // Lists of one definition count on; a list of its own start begins anew where it is first met.
    private int?[] Count(string numId, string definition, int level, XElement[] levels)
    {
        if (!_counters.TryGetValue(definition, out var counters))
        {
            _counters[definition] = counters = new int?[Levels];
        }

        if (_begun.Add(numId))
        {
            for (var at = 0; at < Levels; at++)
            {
                counters[at] = _starts.TryGetValue((numId, at), out var start) ? start - 1 : counters[at];
            }
        }

        // A level that was left out counts as begun.
        for (var above = 0; above < level; above++)
        {
            counters[above] ??= levels[above].Child("start").Number("val") ?? 1;
        }

        counters[level] = (counters[level] ?? ((levels[level].Child("start").Number("val") ?? 1) - 1)) + 1;
        for (var deeper = level + 1; deeper < Levels; deeper++)
        {
            counters[deeper] = null;
        }

        return counters;
    }

    private static string Format(XElement? level) => level.Child("numFmt").Value("val") ?? "decimal";

    private static string Number(int number, string format) => Markers.Number(number, format switch
    {
        "lowerLetter" => "a",
        "upperLetter" => "A",
        "lowerRoman" => "i",
        "upperRoman" => "I",
        _ => "1",
    });

    [GeneratedRegex("%[1-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
