using System.IO.Compression;
using System.Text;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Gateway.Compatibility.Tasks;
using DaprProcessing.Gateway.Intake;

namespace DaprProcessing.Gateway.Compatibility.Results;

/// <summary>The result of a task as a zip: a file for each document and format. Documents that failed are not in it.</summary>
internal sealed class ZipAnswer(ResultReader reader, PageImages images, ChunkAnswer chunks, UploadSpool spool)
{
    private static readonly (string Format, string Extension)[] Files =
        [("md", ".md"), ("json", ".json"), ("html", ".html"), ("text", ".txt"), ("doctags", ".doctags")];

    public const string FileName = "converted_docs.zip";

    public async Task WriteAsync(
        HttpResponse response, ConversionTask task, IReadOnlyList<DocumentResult> results, CancellationToken cancellationToken)
    {
        await using var file = await MakeAsync(task, results, cancellationToken);
        response.ContentType = "application/zip";
        response.ContentLength = file.Length;
        response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        response.Headers["X-Ignored-Options"] = string.Join(", ", task.Ignored.Where(name => Ascii.IsValid(name)));
        await file.CopyToAsync(response.Body, cancellationToken);
    }

    /// <summary>The zip at its beginning, in a file that goes with its stream.</summary>
    public async Task<FileStream> MakeAsync(
        ConversionTask task, IReadOnlyList<DocumentResult> results, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Combine(spool.Folder, $"dapr-processing-zip-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite,
            FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await FillAsync(file, task, results, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task FillAsync(
        Stream file, ConversionTask task, IReadOnlyList<DocumentResult> results, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(
            file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        if (task.Chunking is not null)
        {
            await using var chunked = await zip.CreateEntry("chunked_result.json").OpenAsync(cancellationToken);
            await chunks.WriteAsync(chunked, task, results, cancellationToken);
            return;
        }

        // Of documents with one name, the last one counts.
        foreach (var result in results.Where(result => result.HasDocument)
            .GroupBy(result => Path.GetFileNameWithoutExtension(result.Source.FileName)).Select(named => named.Last()))
        {
            await AddAsync(zip, task, result, cancellationToken);
        }
    }

    private async Task AddAsync(
        ZipArchive zip, ConversionTask task, DocumentResult result, CancellationToken cancellationToken)
    {
        var stem = Path.GetFileNameWithoutExtension(result.Source.FileName);
        foreach (var (format, extension) in Files.Where(file => task.Options.Wants(file.Format)))
        {
            if (format == "json")
            {
                var document = await reader.DocumentAsync(result, task, cancellationToken);
                // One entry is written at a time: first the images, then what refers to them.
                await images.AddAsync(
                    result, task, document, (path, image) => EntryAsync(zip, path, image, cancellationToken), cancellationToken);
                await EntryAsync(zip, stem + extension, DoclingJson.ToUtf8Bytes(document), cancellationToken);
            }
            else
            {
                var text = await reader.TextAsync(result, task, format, cancellationToken);
                await EntryAsync(zip, stem + extension, Encoding.UTF8.GetBytes(text), cancellationToken);
            }
        }
    }

    private static async Task EntryAsync(
        ZipArchive zip, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellationToken);
        await entry.WriteAsync(content, cancellationToken);
    }
}
