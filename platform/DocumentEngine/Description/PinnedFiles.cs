using System.IO.Compression;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Searchable;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>
/// Files that a PDF holds outside its list of embedded files, which is all that PDFium knows of: those that an annotation pins to
/// a page, and those that belong to the document as a whole.
/// </summary>
internal static class PinnedFiles
{
    private const int MostFiles = 1_000, MostBytes = 64 << 20, MaxDepth = 32;

    /// <param name="listed">Names of those in the list: the same file often stands in both.</param>
    public static List<(string Name, StreamToken Content)> Read(string path, string? password, IReadOnlyList<string> listed)
    {
        var files = new List<(string Name, StreamToken Content)>();
        try
        {
            using var document = SecondOpinion.Load(path, password);
            foreach (var specification in Specifications(document).Take(MostFiles))
            {
                if (FileOf(document, specification) is { } file && !listed.Contains(file.Name))
                {
                    files.Add(file);
                }
            }
        }
        catch (DocumentFault)
        {
            // The second parser does not read the file.
        }
        catch (Exception problem) when (SecondOpinion.IsOfTheFile(problem))
        {
            // Those before the damage count.
        }

        return files;
    }

    /// <summary>One of those in the list: PDFium gives no content of a file that has no name.</summary>
    /// <returns>Null where there is none.</returns>
    public static StreamToken? Listed(string path, string? password, int index)
    {
        try
        {
            using var document = SecondOpinion.Load(path, password);
            var names = PageNodes.Resolve(document, document.Structure.Catalog.CatalogDictionary.Data.GetValueOrDefault("Names"));
            var root = (names as DictionaryToken)?.Data.GetValueOrDefault("EmbeddedFiles");
            var specification = Leaves(document, root, 0).Take(MostFiles).ElementAtOrDefault(index);
            return FileOf(document, specification)?.Content;
        }
        catch (Exception problem) when (problem is DocumentFault || SecondOpinion.IsOfTheFile(problem))
        {
            return null;
        }
    }

    /// <summary>The values of a tree of names, in order.</summary>
    private static IEnumerable<IToken> Leaves(UglyToad.PdfPig.PdfDocument document, IToken? node, int depth)
    {
        if (depth > MaxDepth || PageNodes.Resolve(document, node) is not DictionaryToken dictionary)
        {
            return [];
        }

        var own = Items(document, dictionary, "Names").Where((_, at) => at % 2 == 1);
        return own.Concat(Items(document, dictionary, "Kids").SelectMany(kid => Leaves(document, kid, depth + 1)));
    }

    /// <exception cref="DocumentFault">Packed in a way that is not known, or too large.</exception>
    public static byte[] Unpack(StreamToken content)
    {
        var filter = content.StreamDictionary.Data.GetValueOrDefault("Filter");
        var name = (filter as ArrayToken is { Length: 1 } filters ? filters[0] : filter) as NameToken;
        if (filter is not null && name?.Data is not ("FlateDecode" or "Fl"))
        {
            throw new DocumentFault(FailureCodes.InvalidDocument, "The embedded file is packed in a way that is not read.");
        }

        using var packed = new MemoryStream(content.Data.ToArray());
        using Stream source = filter is null ? packed : new ZLibStream(packed, CompressionMode.Decompress);
        try
        {
            return ReadAll(source);
        }
        catch (InvalidDataException)
        {
            throw new DocumentFault(FailureCodes.InvalidDocument, "The embedded file cannot be read.");
        }
    }

    private static byte[] ReadAll(Stream source)
    {
        using var whole = new MemoryStream();
        var part = new byte[64 << 10];
        for (var read = source.Read(part); read > 0; read = source.Read(part))
        {
            whole.Write(part, 0, read);
            if (whole.Length > MostBytes)
            {
                throw new DocumentFault(
                    FailureCodes.ResourceLimit, $"The embedded file has more than {MostBytes >> 20} MiB.");
            }
        }

        return whole.ToArray();
    }

    private static IEnumerable<IToken?> Specifications(UglyToad.PdfPig.PdfDocument document)
    {
        foreach (var annotation in PageNodes.Of(document).SelectMany(page => Items(document, page?.Dictionary, "Annots")))
        {
            if (PageNodes.Resolve(document, annotation) is DictionaryToken dictionary
                && dictionary.Data.GetValueOrDefault("Subtype") is NameToken { Data: "FileAttachment" })
            {
                yield return dictionary.Data.GetValueOrDefault("FS");
            }
        }

        foreach (var file in Items(document, document.Structure.Catalog.CatalogDictionary, "AF"))
        {
            yield return file;
        }
    }

    private static IReadOnlyList<IToken> Items(UglyToad.PdfPig.PdfDocument document, DictionaryToken? holder, string key) =>
        (PageNodes.Resolve(document, holder?.Data.GetValueOrDefault(key)) as ArrayToken)?.Data ?? [];

    private static (string Name, StreamToken Content)? FileOf(UglyToad.PdfPig.PdfDocument document, IToken? token)
    {
        if (PageNodes.Resolve(document, token) is not DictionaryToken specification
            || PageNodes.Resolve(document, specification.Data.GetValueOrDefault("EF")) is not DictionaryToken embedded)
        {
            return null;
        }

        var content = embedded.Data.GetValueOrDefault("UF") ?? embedded.Data.GetValueOrDefault("F");
        var name = PageNodes.Resolve(document, specification.Data.GetValueOrDefault("UF"))
            ?? PageNodes.Resolve(document, specification.Data.GetValueOrDefault("F"));
        return PageNodes.Resolve(document, content) is StreamToken stream ? (TextOf(name), stream) : null;
    }

    private static string TextOf(IToken? name) => name switch
    {
        StringToken text => text.Data,
        HexToken text => text.Data,
        _ => "",
    };
}
