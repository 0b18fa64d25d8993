using System.Globalization;
using System.Security.Cryptography;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.MarkupEngine.Building;

/// <summary>The pictures of a unit, as files in a folder; one that comes twice is kept once.</summary>
/// <param name="folder">Where they are written.</param>
/// <param name="unit">They are named by it: <c>0003-001.png</c>.</param>
internal sealed class PictureFolder(string folder, int unit)
{
    private const int MaxPictures = 500;
    private const long MaxBytes = 512L << 20;
    private const int Dpi = 96;

    private readonly Dictionary<string, ImageRef> _known = [];
    private readonly List<ConvertedPicture> _files = [];
    private long _bytes;

    public IReadOnlyList<ConvertedPicture> Files => _files;

    /// <summary>
    /// Null for what is no picture that a browser shows (drawings: WMF, EMF, SVG), and for those beyond what a unit may have.
    /// </summary>
    public ImageRef? Add(byte[] content)
    {
        if (MediaTypes.Sniff(content) is not { } mediaType || Extension(mediaType) is not { } extension
            || PictureSize.Of(content, mediaType) is not { } size)
        {
            return null;
        }

        var hash = Convert.ToHexString(SHA256.HashData(content));
        if (_known.TryGetValue(hash, out var known))
        {
            return known;
        }

        if (_files.Count >= MaxPictures || _bytes + content.Length > MaxBytes)
        {
            // The text is worth more than no document.
            return null;
        }

        _bytes += content.Length;

        var name = string.Create(CultureInfo.InvariantCulture, $"{unit:D4}-{_files.Count + 1:D3}{extension}");
        File.WriteAllBytes(Path.Combine(folder, name), content);
        _files.Add(new ConvertedPicture(name, mediaType));
        return _known[hash] = new ImageRef(mediaType, Dpi, size, $"pictures/{name}");
    }

    private static string? Extension(string mediaType) => mediaType switch
    {
        MediaTypes.Png => ".png",
        MediaTypes.Jpeg => ".jpg",
        MediaTypes.Gif => ".gif",
        MediaTypes.Webp => ".webp",
        MediaTypes.Bmp => ".bmp",
        _ => null,
    };
}
