using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Protocol;

/// <summary>
/// A page's text in a fifth of what JSON takes: lengths in hundredths of a point, which is what they are rounded to, as
/// integers of variable length, each word's place told from the word before it.
/// </summary>
internal static class PageTextCodec
{
    /// <summary>No reply in JSON starts with it.</summary>
    public const byte Mark = 1;

    private const double Hundredths = 100;
    private const double Certain = 200;

    [Flags]
    private enum WordFlags
    {
        None = 0,
        EndsLine = 1,
        SpaceAfter = 2,
        Hidden = 4,
        SameFont = 8,
        Colored = 16,
        Turned = 32,
        Recognized = 64,
        OtherTag = 128,
    }

    public static byte[] Encode(PageText page)
    {
        using var bytes = new MemoryStream(64 + (page.Words.Count * 24));
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Mark);
        writer.Write7BitEncodedInt(page.PageNo);
        writer.Write(page.WidthPt);
        writer.Write(page.HeightPt);
        writer.Write((byte)page.Source);
        WriteText(writer, page.Reason);
        writer.Write(page.Confidence ?? double.NaN);
        writer.Write7BitEncodedInt(page.RotationDeg);
        writer.Write(page.SlopeDeg);
        WriteFonts(writer, page.Fonts);
        WriteBoxes(writer, page.Images);
        WriteBoxes(writer, page.Rules);
        WriteBoxes(writer, page.Unread ?? []);
        WriteBoxes(writer, page.Untried ?? []);
        WriteWords(writer, page.Words);
        WriteLinks(writer, page.Links ?? []);
        WriteLeftOut(writer, page.LeftOut);
        writer.Write7BitEncodedInt(page.Lost);
        WriteTags(writer, page.Tags ?? []);
        WriteFigures(writer, page.Figures ?? []);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">Not what <see cref="Encode"/> writes.</exception>
    public static PageText Decode(byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body, 1, body.Length - 1, writable: false), Encoding.UTF8);
        try
        {
            var pageNo = reader.Read7BitEncodedInt();
            var (width, height) = (reader.ReadDouble(), reader.ReadDouble());
            var source = (TextSource)reader.ReadByte();
            var reason = ReadText(reader);
            var confidence = reader.ReadDouble();
            var (rotation, slope) = (reader.Read7BitEncodedInt(), reader.ReadDouble());
            var fonts = ReadFonts(reader);
            var (images, rules) = (ReadBoxes(reader), ReadBoxes(reader));
            var (unread, untried) = (ReadBoxes(reader), ReadBoxes(reader));
            var words = ReadWords(reader);
            var links = ReadLinks(reader);
            return new PageText(
                pageNo, width, height, source, reason, double.IsNaN(confidence) ? null : confidence, fonts, words, images,
                    rules, rotation, slope)
            {
                Unread = unread.Length == 0 ? null : unread,
                Untried = untried.Length == 0 ? null : untried,
                Links = links.Length == 0 ? null : links,
                LeftOut = ReadLeftOut(reader),
                Lost = reader.Read7BitEncodedInt(),
                Tags = ReadTags(reader) is { Length: > 0 } tags ? tags : null,
                Figures = ReadFigures(reader) is { Length: > 0 } figures ? figures : null,
            };
        }
        catch (Exception problem) when (problem is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The page is not what the protocol says.", problem);
        }
    }

    private static void WriteLeftOut(BinaryWriter writer, LeftOutWords? leftOut)
    {
        writer.Write7BitEncodedInt(leftOut?.OffPage ?? 0);
        writer.Write7BitEncodedInt(leftOut?.Repeated ?? 0);
        writer.Write7BitEncodedInt(leftOut?.HiddenLayers ?? 0);
    }

    private static LeftOutWords? ReadLeftOut(BinaryReader reader)
    {
        var leftOut = new LeftOutWords(
            reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
        return leftOut.IsNothing ? null : leftOut;
    }

    private static void WriteWords(BinaryWriter writer, IReadOnlyList<PageWord> words)
    {
        writer.Write7BitEncodedInt(words.Count);
        var (font, size, at, tag) = (0, 0.0, default(Box), 0);
        foreach (var word in words)
        {
            var sameFont = word.Font == font && word.SizePt == size;
            writer.Write((byte)(Flag(word.EndsLine, WordFlags.EndsLine) | Flag(word.SpaceAfter,
                WordFlags.SpaceAfter) | Flag(word.Hidden, WordFlags.Hidden)
                | Flag(sameFont, WordFlags.SameFont) | Flag(word.Color != 0, WordFlags.Colored) | Flag(word.AngleDeg != 0,
                    WordFlags.Turned) | Flag(word.Confidence is not null, WordFlags.Recognized)
                | Flag(word.Tag != tag, WordFlags.OtherTag)));
            writer.Write(word.Text);
            WriteStep(writer, word.Box.L, at.R);
            WriteStep(writer, word.Box.T, at.T);
            WriteStep(writer, word.Box.R, word.Box.L);
            WriteStep(writer, word.Box.B, word.Box.T);
            if (!sameFont)
            {
                writer.Write7BitEncodedInt(word.Font);
                writer.Write(word.SizePt);
            }

            if (word.Color != 0)
            {
                writer.Write7BitEncodedInt(word.Color);
            }

            if (word.AngleDeg != 0)
            {
                writer.Write7BitEncodedInt(word.AngleDeg);
            }

            if (word.Confidence is { } confidence)
            {
                writer.Write((byte)Math.Round(Math.Clamp(confidence, 0, 1) * Certain));
            }

            if (word.Tag != tag)
            {
                writer.Write7BitEncodedInt(word.Tag);
            }

            (font, size, at, tag) = (word.Font, word.SizePt, word.Box, word.Tag);
        }
    }

    private static PageWord[] ReadWords(BinaryReader reader)
    {
        var words = new PageWord[Count(reader)];
        var (font, size, at, tag) = (0, 0.0, default(Box), 0);
        for (var i = 0; i < words.Length; i++)
        {
            var flags = (WordFlags)reader.ReadByte();
            var text = reader.ReadString();
            var (left, top) = (ReadStep(reader, at.R), ReadStep(reader, at.T));
            at = new Box(left, top, ReadStep(reader, left), ReadStep(reader, top));
            if (!flags.HasFlag(WordFlags.SameFont))
            {
                (font, size) = (reader.Read7BitEncodedInt(), reader.ReadDouble());
            }

            words[i] = new PageWord(text, at, font, size, flags.HasFlag(WordFlags.EndsLine), flags.HasFlag(WordFlags.SpaceAfter))
            {
                Color = flags.HasFlag(WordFlags.Colored) ? reader.Read7BitEncodedInt() : 0,
                AngleDeg = flags.HasFlag(WordFlags.Turned) ? reader.Read7BitEncodedInt() : 0,
                Hidden = flags.HasFlag(WordFlags.Hidden),
                Confidence = flags.HasFlag(WordFlags.Recognized) ? reader.ReadByte() / Certain : null,
                Tag = tag = flags.HasFlag(WordFlags.OtherTag) ? reader.Read7BitEncodedInt() : tag,
            };
        }

        return words;
    }

    private static void WriteLinks(BinaryWriter writer, IReadOnlyList<PageLink> links)
    {
        WriteBoxes(writer, [.. links.Select(link => link.Box)]);
        foreach (var link in links)
        {
            writer.Write(link.Uri);
        }
    }

    private static PageLink[] ReadLinks(BinaryReader reader) =>
        [.. ReadBoxes(reader).Select(box => new PageLink(box, reader.ReadString()))];

    private static void WriteTags(BinaryWriter writer, IReadOnlyList<PageTag> tags)
    {
        writer.Write7BitEncodedInt(tags.Count);
        foreach (var tag in tags)
        {
            writer.Write((byte)tag.Role);
            writer.Write((byte)tag.Level);
            WriteCell(writer, tag.Cell);
        }
    }

    private static void WriteCell(BinaryWriter writer, TagCell? cell)
    {
        // Tables count from 1.
        writer.Write7BitEncodedInt(cell?.Table ?? 0);
        if (cell is not null)
        {
            writer.Write7BitEncodedInt(cell.Row);
            writer.Write7BitEncodedInt(cell.Column);
            writer.Write7BitEncodedInt(cell.RowSpan);
            writer.Write7BitEncodedInt(cell.ColumnSpan);
            writer.Write((byte)cell.Header);
        }
    }

    private static TagCell? ReadCell(BinaryReader reader) => reader.Read7BitEncodedInt() is not 0 and var table
        ? new TagCell(
            table, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(),
            reader.Read7BitEncodedInt()) { Header = (TagHeader)reader.ReadByte() }
        : null;

    private static PageTag[] ReadTags(BinaryReader reader)
    {
        var tags = new PageTag[Count(reader)];
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = new PageTag((TagRole)reader.ReadByte(), reader.ReadByte(), ReadCell(reader));
        }

        return tags;
    }

    private static void WriteFigures(BinaryWriter writer, IReadOnlyList<DescribedFigure> figures)
    {
        WriteBoxes(writer, [.. figures.Select(figure => figure.Box)]);
        foreach (var figure in figures)
        {
            writer.Write(figure.Text);
        }
    }

    private static DescribedFigure[] ReadFigures(BinaryReader reader) =>
        [.. ReadBoxes(reader).Select(box => new DescribedFigure(box, reader.ReadString()))];

    private static void WriteFonts(BinaryWriter writer, IReadOnlyList<PageFont> fonts)
    {
        writer.Write7BitEncodedInt(fonts.Count);
        foreach (var font in fonts)
        {
            writer.Write(font.Name);
            writer.Write((byte)((font.Bold ? 1 : 0) | (font.Italic ? 2 : 0) | (font.Monospace ? 4 : 0)));
        }
    }

    private static PageFont[] ReadFonts(BinaryReader reader)
    {
        var fonts = new PageFont[Count(reader)];
        for (var i = 0; i < fonts.Length; i++)
        {
            var name = reader.ReadString();
            var traits = reader.ReadByte();
            fonts[i] = new PageFont(name, (traits & 1) != 0, (traits & 2) != 0, (traits & 4) != 0);
        }

        return fonts;
    }

    private static void WriteBoxes(BinaryWriter writer, IReadOnlyList<Box> boxes)
    {
        writer.Write7BitEncodedInt(boxes.Count);
        foreach (var box in boxes)
        {
            WriteStep(writer, box.L, 0);
            WriteStep(writer, box.T, 0);
            WriteStep(writer, box.R, box.L);
            WriteStep(writer, box.B, box.T);
        }
    }

    private static Box[] ReadBoxes(BinaryReader reader)
    {
        var boxes = new Box[Count(reader)];
        for (var i = 0; i < boxes.Length; i++)
        {
            var (left, top) = (ReadStep(reader, 0), ReadStep(reader, 0));
            boxes[i] = new Box(left, top, ReadStep(reader, left), ReadStep(reader, top));
        }

        return boxes;
    }

    /// <summary>Each item has a byte at least: a count beyond what is left is none.</summary>
    private static int Count(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        return count >= 0 && count <= reader.BaseStream.Length - reader.BaseStream.Position ? count
            : throw new InvalidDataException("A count is out of bounds.");
    }

    private static void WriteText(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    private static string? ReadText(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    /// <summary>The sign goes into the lowest bit, so that small steps back are short as well.</summary>
    private static void WriteStep(BinaryWriter writer, double value, double from)
    {
        var step = ToHundredths(value) - ToHundredths(from);
        writer.Write7BitEncodedInt64((step << 1) ^ (step >> 63));
    }

    private static double ReadStep(BinaryReader reader, double from)
    {
        var coded = reader.Read7BitEncodedInt64();
        return (ToHundredths(from) + ((long)((ulong)coded >> 1) ^ -(coded & 1))) / Hundredths;
    }

    private static long ToHundredths(double value) => (long)Math.Round(Math.Clamp(value, -1e12, 1e12) * Hundredths);

    private static WordFlags Flag(bool isSet, WordFlags flag) => isSet ? flag : WordFlags.None;
}
