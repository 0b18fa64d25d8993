using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>What has to be known of a PDF to add objects to it. PdfPig reads the structure from the file, page by page.</summary>
internal sealed partial class ParsedPdf : IDisposable
{
    private const long MaxFileBytes = 768L << 20;
    private const int EdgeBytes = 2048;

    private readonly FileStream _file;

    private ParsedPdf(FileStream file, UglyToad.PdfPig.PdfDocument document)
    {
        (_file, Document) = (file, document);
        Pages = PageNodes.Of(document);
        Origin = Math.Max(0, Edge(0).IndexOf("%PDF-", StringComparison.Ordinal));
        var tail = Edge(Math.Max(0, file.Length - EdgeBytes));
        StartOfTable = StartPattern().Matches(tail) is { Count: > 0 } starts
            && long.TryParse(starts[^1].Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start : 0;
        Table = KindAt(StartOfTable + Origin);
    }

    public enum TableKind
    {
        /// <summary>The file's table is not where it says: what is added brings one of all objects.</summary>
        Lost,
        Classic,
        Stream,
    }

    public UglyToad.PdfPig.PdfDocument Document { get; }

    public IReadOnlyList<PageNode?> Pages { get; }

    /// <summary>Where the PDF starts in the file.</summary>
    public long Origin { get; }

    /// <summary>Counted from the origin.</summary>
    public long StartOfTable { get; }

    public TableKind Table { get; }

    public IReadOnlyDictionary<IndirectReference, XrefLocation> ObjectOffsets =>
        Document.Structure.CrossReferenceTable.ObjectOffsets;

    public long NextNumber => Math.Max(
        Document.Structure.Trailer.Size, ObjectOffsets.Count == 0 ? 1 : ObjectOffsets.Keys.Max(key => key.ObjectNumber) + 1);

    /// <summary>What the trailer says of the whole file, and goes on saying.</summary>
    private string TrailerEntries
    {
        get
        {
            var trailer = Document.Structure.Trailer;
            var entries = new StringBuilder($"/Root {PdfTokens.Reference(trailer.Root)} ");
            if (trailer.Info is { } info)
            {
                entries.Append("/Info ").Append(PdfTokens.Write(info)).Append(' ');
            }

            if (trailer.Identifier is { Count: 2 } identifier)
            {
                entries.Append("/ID [").AppendJoin(' ', identifier.Select(PdfTokens.Write)).Append("] ");
            }

            if (trailer.EncryptionToken is { } encryption)
            {
                entries.Append("/Encrypt ").Append(PdfTokens.Write(encryption)).Append(' ');
            }

            return entries.ToString();
        }
    }

    public static ParsedPdf Open(string path, string? password = null)
    {
        if (new FileInfo(path).Length > MaxFileBytes)
        {
            throw new DocumentFault(
                FailureCodes.ResourceLimit, $"The file is larger than {MaxFileBytes >> 20} MiB; no text layer is added to it.");
        }

        NestingLimit.Check(path);
        var file = File.OpenRead(path);
        try
        {
            var options = new ParsingOptions
            {
                UseLenientParsing = true,
                SkipMissingFonts = true,
                Passwords = password is null ? [] : [password],
            };
            return new ParsedPdf(file, UglyToad.PdfPig.PdfDocument.Open(file, options));
        }
        catch (Exception problem) when (problem is not DocumentFault && SecondOpinion.IsOfTheFile(problem))
        {
            file.Dispose();
            throw new DocumentFault(
                FailureCodes.InvalidDocument, "The document's structure is damaged: no text layer can be added to it.");
        }
    }

    /// <summary>Ends an addition to the file with a table in the form of the one before it.</summary>
    public void End(PdfObjects objects)
    {
        var ending = new PdfEnding(objects, TrailerEntries);
        switch (Table)
        {
            case TableKind.Classic:
                ending.WriteTable(StartOfTable);
                break;
            case TableKind.Stream:
                ending.WriteStream(StartOfTable);
                break;
            default:
                ending.WriteStream(null, ObjectOffsets);
                break;
        }
    }

    public void Dispose()
    {
        Document.Dispose();
        _file.Dispose();
    }

    private TableKind KindAt(long position)
    {
        var text = position > Origin && position < _file.Length ? Edge(position).TrimStart('\r', '\n', ' ', '\t', '\0') : "";
        return text.StartsWith("xref", StringComparison.Ordinal) ? TableKind.Classic
            : StreamPattern().IsMatch(text) ? TableKind.Stream : TableKind.Lost;
    }

    private string Edge(long position)
    {
        var bytes = new byte[(int)Math.Min(EdgeBytes, Math.Max(0, _file.Length - position))];
        var before = _file.Position;
        _file.Position = position;
        _file.ReadExactly(bytes);
        _file.Position = before;
        return Encoding.Latin1.GetString(bytes);
    }

    [GeneratedRegex(@"startxref\s+(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex StartPattern();

    [GeneratedRegex(@"^\d+\s+\d+\s+obj\b", RegexOptions.CultureInvariant)]
    private static partial Regex StreamPattern();
}
