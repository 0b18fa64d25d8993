using System.Text.Json;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Engines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.ImageProcessing;

/// <summary>The converted image, its thumbnail, and what the image says of itself.</summary>
internal sealed class ImageCopies(IImageProcessor images)
{
    /// <summary>Their names among a page's outputs.</summary>
    public const string Image = "converted", Thumbnail = "thumbnail", Metadata = "metadata";

    private const int ThumbnailQuality = 80;

    public async Task<PageWork> AddAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var options = chunk.Options<ImageProcessingOptions>();
        var source = await chunk.OpenSourceAsync(cancellationToken);
        var format = FormatOf(options.Format, source.MediaType);
        var copy = new ImageCopy(
            chunk.TemporaryFile($"{page.PageNo}.image"), format, options.Width, options.Height,
            Enum.Parse<ImageFit>(options.Fit, ignoreCase: true), options.Enlarge, options.Quality);
        var small = options.ThumbnailPx == 0 ? null : new ImageCopy(
            chunk.TemporaryFile($"{page.PageNo}.thumb"), ImageFormat.Webp, options.ThumbnailPx, options.ThumbnailPx,
            Quality: ThumbnailQuality);

        var recipe = new ImageRecipe(options.Dpi, options.Deskew, options.Grayscale, small is null ? [copy] : [copy, small]);
        var facts = await images.ProcessAsync(source, page.PageNo, recipe, cancellationToken);

        page = page.With(Image, await chunk.PutArtifactAsync(
            $"images/{page.PageNo:D4}.{Extension(format)}", copy.Path, $"image/{Extension(format)}", facts.Copies[0],
            cancellationToken));
        page = small is null ? page : page.With(Thumbnail, await chunk.PutArtifactAsync(
            $"thumbs/{page.PageNo:D4}.webp", small.Path, MediaTypes.Webp, facts.Copies[1], cancellationToken));
        return page.With(Metadata, await StoreAsync(page.PageNo, facts with { Copies = [] }, chunk, cancellationToken));
    }

    private static async Task<PageOutput> StoreAsync(
        int pageNo, ImageFacts facts, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var file = chunk.TemporaryFile($"{pageNo}.json");
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(facts, ServiceHost.Json), cancellationToken);
        return await chunk.PutArtifactAsync($"metadata/{pageNo:D4}.json", file, "application/json", facts, cancellationToken);
    }

    private static ImageFormat FormatOf(string wanted, string mediaType) => wanted switch
    {
        "same" => mediaType switch
        {
            MediaTypes.Jpeg => ImageFormat.Jpeg,
            MediaTypes.Webp => ImageFormat.Webp,
            MediaTypes.Tiff => ImageFormat.Tiff,
            _ => ImageFormat.Png,
        },
        _ => Enum.Parse<ImageFormat>(wanted, ignoreCase: true),
    };

    private static string Extension(ImageFormat format) => format.ToString().ToLowerInvariant();
}
