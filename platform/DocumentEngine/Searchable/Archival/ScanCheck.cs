using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Searchable.Archival;

/// <summary>
/// Whether a PDF is a scan: pages of pictures and nothing else, so that all there is in it can be written anew as PDF/A. What is
/// not known to be allowed is refused; what has no effect on such pages is left out.
/// </summary>
internal static class ScanCheck
{
    /// <summary>What a catalogue may say; the rest of a document (form, bookmarks, files, scripts) would be lost.</summary>
    private static readonly HashSet<string> OfCatalog =
    [
        "Type", "Pages", "Version", "Extensions", "PageLayout", "PageMode", "ViewerPreferences", "Lang", "MarkInfo", "Metadata",
        "OutputIntents",
    ];

    private static readonly HashSet<string> OfPage =
    [
        "Type", "Parent", "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Rotate", "UserUnit", "Resources", "Contents",
        "Group", "Tabs", "StructParents", "Annots", "PieceInfo", "LastModified",
    ];

    private static readonly HashSet<string> OfPicture =
    [
        "Type", "Subtype", "Name", "Width", "Height", "BitsPerComponent", "ColorSpace", "ImageMask", "Decode", "DecodeParms",
        "Filter", "Length", "Interpolate", "Metadata", "StructParent", "ID",
    ];

    private static readonly HashSet<string> Filters = ["FlateDecode", "DCTDecode", "CCITTFaxDecode"];

    private static readonly HashSet<string> Painting = [.. (
        "q Q cm Do w J j M d re W W* n m l c v y h f F f* S s B B* b b* g G rg RG").Split(' ')];

    /// <summary>Marks that paint nothing.</summary>
    private static readonly HashSet<string> Silent = ["i", "ri", "BMC", "BDC", "EMC", "MP", "DP"];

    public static void Catalog(DictionaryToken catalog)
    {
        // A place to open at is a wish that an archive need not keep; a script is not.
        var isPlace = catalog.Data.GetValueOrDefault("OpenAction") is null or ArrayToken;
        Check(catalog.Data.Keys.Where(key => !(key == "OpenAction" && isPlace)), OfCatalog, "the document");
    }

    public static void Page(DictionaryToken page, Func<IToken?, IToken?> resolve)
    {
        Check(page.Data.Keys, OfPage, "a page");
        if (resolve(page.Data.GetValueOrDefault("Annots")) is ArrayToken { Data.Count: > 0 })
        {
            throw Refused("a page has annotations");
        }
    }

    /// <returns>The operations that paint, as they are.</returns>
    public static IEnumerable<IGraphicsStateOperation> Content(IReadOnlyList<IGraphicsStateOperation> operations)
    {
        if (operations.FirstOrDefault(one => !Painting.Contains(one.Operator) && !Silent.Contains(one.Operator)) is { } unknown)
        {
            throw Refused($"a page draws more than pictures and lines (operator {unknown.Operator})");
        }

        return operations.Where(one => Painting.Contains(one.Operator));
    }

    /// <returns>The entries that go into the new file.</returns>
    public static IEnumerable<KeyValuePair<string, IToken>> Picture(DictionaryToken picture, Func<IToken?, IToken?> resolve)
    {
        if ((resolve(picture.Data.GetValueOrDefault("Subtype")) as NameToken)?.Data != "Image")
        {
            throw Refused("a page draws a form");
        }

        Check(picture.Data.Keys, OfPicture, "a picture");
        var filter = resolve(picture.Data.GetValueOrDefault("Filter"));
        filter = filter is ArrayToken { Data.Count: 1 } array ? resolve(array.Data[0]) : filter;
        if (filter is not NameToken name || !Filters.Contains(name.Data))
        {
            throw Refused("a picture is compressed in another way than DCT, CCITT fax or Flate");
        }

        var isMask = resolve(picture.Data.GetValueOrDefault("ImageMask")) is BooleanToken { Data: true };
        if (!isMask && (resolve(picture.Data.GetValueOrDefault("ColorSpace")) as NameToken)?.Data
            is not ("DeviceGray" or "DeviceRGB"))
        {
            throw Refused("a picture is neither gray nor RGB without a profile");
        }

        string[] kept =
            ["Width", "Height", "BitsPerComponent", "ColorSpace", "ImageMask", "Decode", "DecodeParms"];
        return kept.Where(picture.Data.ContainsKey).Select(key => KeyValuePair.Create(key, picture.Data[key]))
            .Append(KeyValuePair.Create<string, IToken>("Filter", name));
    }

    public static DocumentFault Refused(string why) => new(
        FailureCodes.PdfaNotPossible, $"It cannot be written as PDF/A-2b: {why}.");

    private static void Check(IEnumerable<string> keys, HashSet<string> known, string what)
    {
        if (keys.FirstOrDefault(key => !known.Contains(key)) is { } unknown)
        {
            throw Refused($"{what} has an entry that is not known to be allowed (/{unknown})");
        }
    }
}
