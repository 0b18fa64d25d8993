using System.Globalization;
using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Puts the characters of a line with right-to-left text into reading order. PDFium orders words and numbers in a way of its
/// own, so where they stand decides: sorted as on paper, then every stretch is turned whose direction is not the line's,
/// after the rules of Unicode's bidirectional algorithm as far as they can be undone.
/// </summary>
internal static class LineOrder
{
    private enum Direction
    {
        Neutral,
        Left,
        Right,
        Digit,
        Space,
    }

    public static IReadOnlyList<Glyph> ToLogical(IReadOnlyList<Glyph> line)
    {
        if (line.Count < 2 || Math.Abs(line[0].Along.Y) > 0.1f)
        {
            return line;
        }

        var units = Units(line);
        units.Sort((one, other) => one.Box.L.CompareTo(other.Box.L));
        var directions = Directions(units);
        var rights = directions.Count(direction => direction == Direction.Right);
        var rightToLeft = rights > 0 && rights >= directions.Count(direction => direction == Direction.Left);
        if (rightToLeft)
        {
            TurnWithin(
                units, directions, static one => one is Direction.Left or Direction.Digit, static one => one is Direction.Space);
            units.Reverse();
        }
        else
        {
            TurnWithin(units, directions, static one => one is Direction.Digit, static _ => false, within: Direction.Right);
            TurnWithin(units, directions, static one => one is Direction.Right, static one => one is not Direction.Left);
        }

        return [.. units.SelectMany(unit => unit.Glyphs)];
    }

    /// <summary>One place on the line: a letter with its marks, or the letters of a ligature, in their logical order.</summary>
    private static List<Unit> Units(IReadOnlyList<Glyph> line)
    {
        var units = new List<Unit>();
        var marks = new List<Glyph>();
        foreach (var glyph in line)
        {
            if (Rune.GetUnicodeCategory(glyph.Rune) == UnicodeCategory.NonSpacingMark && line.Count > 1)
            {
                marks.Add(glyph);
            }
            else if (units.Count > 0 && units[^1].Glyphs[^1].Origin == glyph.Origin)
            {
                units[^1].Glyphs.Add(glyph);
            }
            else
            {
                units.Add(new Unit(glyph));
            }
        }

        foreach (var mark in marks)
        {
            if (units.MinBy(unit => Math.Abs(Middle(unit.Box) - Middle(mark.Box)) + (unit.IsSpace ? 1000 : 0)) is { } under)
            {
                under.Glyphs.Add(mark);
            }
            else
            {
                units.Add(new Unit(mark));
            }
        }

        units.ForEach(unit => unit.PutLigatureRight());
        return units;
    }

    private static double Middle(Box box) => (box.L + box.R) / 2;

    private static List<Direction> Directions(List<Unit> units)
    {
        var directions = units.ConvertAll(unit => Of(unit.Glyphs[0].Rune));
        for (var i = 0; i < units.Count; i++)
        {
            // What is set with a number is read with it, from left to right.
            var before = i > 0 && directions[i - 1] == Direction.Digit;
            var after = i + 1 < units.Count && directions[i + 1] == Direction.Digit;
            directions[i] = units[i].Glyphs[0].Rune.Value switch
            {
                '.' or ',' or ':' or '/' or '+' or '-' when before && after => Direction.Digit,
                '%' or '$' or '€' or '°' or '#' when before || after => Direction.Digit,
                _ => directions[i],
            };
        }

        return directions;
    }

    private static Direction Of(Rune rune) =>
        Rune.IsDigit(rune) ? Direction.Digit
        : rune.IsBmp && Scripts.IsRightToLeftLetter((char)rune.Value) ? Direction.Right
        : Rune.IsLetter(rune) ? Direction.Left
        : rune.Value == ' ' ? Direction.Space
        : Direction.Neutral;

    /// <summary>Turns each stretch that starts and ends with what belongs, and has between only that and what joins it.</summary>
    private static void TurnWithin(
        List<Unit> units, List<Direction> directions, Func<Direction, bool> belongs, Func<Direction, bool> joins,
        Direction? within = null)
    {
        for (var start = 0; start < units.Count; start++)
        {
            if (!belongs(directions[start]))
            {
                continue;
            }

            var end = start;
            for (var i = start + 1; i < units.Count
                && (belongs(directions[i]) || joins(directions[i]) || IsInside(directions, i)); i++)
            {
                end = belongs(directions[i]) ? i : end;
            }

            if (within is not { } around || Touches(directions, start, end, around))
            {
                units.Reverse(start, end - start + 1);
                directions.Reverse(start, end - start + 1);
            }

            start = end;
        }
    }

    /// <summary>A hyphen or full stop between two letters of a left-to-right word or address.</summary>
    private static bool IsInside(List<Direction> directions, int i) =>
        directions[i] == Direction.Neutral && i + 1 < directions.Count && directions[i - 1] == Direction.Left
            && directions[i + 1] is Direction.Left or Direction.Digit;

    private static bool Touches(List<Direction> directions, int start, int end, Direction around)
    {
        var before = directions.Take(start).LastOrDefault(direction => direction is Direction.Left or Direction.Right);
        var after = directions.Skip(end + 1).FirstOrDefault(direction => direction is Direction.Left or Direction.Right);
        return before == around && after == around;
    }

    private sealed class Unit(Glyph first)
    {
        public List<Glyph> Glyphs { get; } = [first];

        public Box Box { get; } = first.Box;

        public bool IsSpace => Glyphs[0].Rune.Value == ' ';

        /// <summary>Lam-alef is one glyph; where the file maps it to two letters, PDFium turns them around with the rest of
        /// the line.</summary>
        public void PutLigatureRight()
        {
            if (Glyphs.Count == 2 && Glyphs[0].Rune.Value is 'ا' or 'أ' or 'إ' or 'آ' && Glyphs[1].Rune.Value == 'ل')
            {
                Glyphs.Reverse();
            }
        }
    }
}
