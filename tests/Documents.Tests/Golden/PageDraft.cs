using System.Globalization;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests.Golden;

/// <summary>A page of a case while its lines are read.</summary>
internal sealed class PageDraft(int pageNo, double width, double height, TextSource source, double slopeDeg)
{
    private readonly List<PageFont> _fonts = [];
    private readonly List<PageWord> _words = [];
    private readonly PageBuilder _set = new(pageNo, width, height, source);

    /// <summary><c>page NUMBER WIDTH HEIGHT text|ocr [SLOPE]</c></summary>
    public static PageDraft Of(string[] fields) => new(
        int.Parse(fields[1], CultureInfo.InvariantCulture), Number(fields[2]), Number(fields[3]),
        fields[4] == "ocr" ? TextSource.Ocr : TextSource.TextLayer, fields.Length > 5 ? Number(fields[5]) : 0);

    public void Add(string[] fields)
    {
        var text = string.Join(' ', fields.Skip(fields[0] is "line" ? 5 : fields[0] is "paragraph" ? 6 : 8));
        switch (fields[0])
        {
            case "font":
                _fonts.Add(new PageFont(fields[1], fields.Contains("bold"), fields.Contains("italic"), fields.Contains("mono")));
                break;
            case "image":
                _set.Image(Number(fields[1]), Number(fields[2]), Number(fields[3]), Number(fields[4]));
                break;
            case "rule":
                _set.Rule(Number(fields[1]), Number(fields[2]), Number(fields[3]), Number(fields[4]));
                break;
            case "line":
                _set.Line(Number(fields[1]), Number(fields[2]), text, Number(fields[3]), Enum.Parse<Face>(fields[4], true));
                break;
            case "paragraph":
                _set.Paragraph(
                    Number(fields[1]), Number(fields[2]), Number(fields[3]), text, Number(fields[4]),
                        Enum.Parse<Face>(fields[5], true));
                break;
            case "word":
                var box = new Box(Number(fields[1]), Number(fields[2]), Number(fields[3]), Number(fields[4]));
                var font = int.Parse(fields[5], CultureInfo.InvariantCulture);
                var (endsLine, spaceAfter) = (fields[7].Contains('e'), !fields[7].Contains('n'));
                _words.Add(new PageWord(text, box, font, Number(fields[6]), endsLine, spaceAfter));
                break;
            default:
                throw new InvalidDataException($"'{fields[0]}' begins no line of a page");
        }
    }

    public PageText ToPage()
    {
        var set = _set.Build();
        if (_words.Count > 0 && set.Words.Count > 0)
        {
            throw new InvalidDataException("a page is either read or set");
        }

        return (_words.Count == 0 ? set : set with { Words = _words, Fonts = _fonts }) with { SlopeDeg = slopeDeg };
    }

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
