using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Gateway.Compatibility.Tasks;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Gateway.Compatibility.Results;

/// <summary>Puts images of pages, and pictures, into a document: inside it, beside it in a zip, or as links to the job's own
/// artifacts.</summary>
internal sealed class PageImages(ResultReader reader)
{
    private const string MediaType = "image/png";

    /// <summary>Of pictures inside an answer; those beyond are links.</summary>
    private const long MaxEmbeddedBytes = 32L << 20;

    /// <param name="beside">Takes an image that is to lie beside the document, by its path there; null where there is no
    /// beside.</param>
    public async Task AddAsync(
        DocumentResult result, ConversionTask task, DoclingDocument document, Func<string, ReadOnlyMemory<byte>, Task>? beside,
        CancellationToken cancellationToken)
    {
        var sizes = result.Result!.Artifacts.DistinctBy(artifact => artifact.Name)
            .ToDictionary(artifact => artifact.Name, artifact => artifact.SizeBytes);
        await AddPicturesAsync(result, task, document, sizes, cancellationToken);
        if (!task.Options.PageImages)
        {
            return;
        }

        var pages = result.Result.Pages.ToDictionary(page => page.PageNo);
        foreach (var page in document.Pages.Values.ToList())
        {
            var name = Progress.PageImages.NameOf(page.PageNo);
            if (!sizes.ContainsKey(name) || ImageOf(pages.GetValueOrDefault(page.PageNo)) is not { } image)
            {
                continue;
            }

            var size = new PageItemSize(image.WidthPx, image.HeightPx);
            var uri = await UriAsync(result, task, page.PageNo, name, beside, cancellationToken);
            document.Pages[page.PageNo] = page with { Image = new ImageRef(MediaType, (int)Math.Round(image.Dpi), size, uri) };
        }
    }

    // Pictures that stood in the document itself are artifacts of the job.
    private async Task AddPicturesAsync(
        DocumentResult result, ConversionTask task, DoclingDocument document, Dictionary<string, long> sizes,
        CancellationToken cancellationToken)
    {
        var left = MaxEmbeddedBytes;
        foreach (var picture in document.Pictures.Where(
            picture => picture.Image?.Uri.StartsWith("pictures/", StringComparison.Ordinal) == true))
        {
            var (image, name) = (picture.Image!, picture.Image!.Uri);
            var size = sizes.GetValueOrDefault(name, long.MaxValue);
            if (task.Options.ImageMode != "embedded" || size > left)
            {
                picture.Image = task.Options.ImageMode == "placeholder" ? null
                    : image with { Uri = $"/v1/jobs/{result.Job!.Id.Id}/artifacts/{name}" };
                continue;
            }

            left -= size;
            var content = await reader.PageImageAsync(result, name, cancellationToken);
            picture.Image = image with { Uri = $"data:{image.Mimetype};base64,{Convert.ToBase64String(content.Span)}" };
        }
    }

    private async Task<string> UriAsync(
        DocumentResult result, ConversionTask task, int pageNo, string name, Func<string, ReadOnlyMemory<byte>, Task>? beside,
        CancellationToken cancellationToken)
    {
        var isEmbedded = task.Options.ImageMode == "embedded";
        if (!isEmbedded && beside is null)
        {
            return $"/v1/jobs/{result.Job!.Id.Id}/artifacts/{name}";
        }

        var image = await reader.PageImageAsync(result, name, cancellationToken);
        if (isEmbedded)
        {
            return $"data:{MediaType};base64,{Convert.ToBase64String(image.Span)}";
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(image.Span));
        var path = string.Create(CultureInfo.InvariantCulture, $"artifacts/image_{pageNo - 1:D6}_{hash}.png");
        await beside!(path, image);
        return path;
    }

    private static PageImage? ImageOf(PageResult? page) => page?.Outputs.TryGetValue(PageImage.Output, out var facts) == true
        ? facts.Deserialize<PageImage>(ServiceHost.Json)
        : null;
}
