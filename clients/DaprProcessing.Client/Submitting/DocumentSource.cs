using System.Text.Json.Nodes;
using DaprProcessing.Client.Http;

namespace DaprProcessing.Client;

/// <summary>Where a document comes from: bytes that are sent with the job, or a place the platform fetches it from.</summary>
public abstract class DocumentSource
{
    private protected DocumentSource(string? fileName) => FileName = fileName;

    /// <summary>What the job shows as the document's name; null leaves it to the platform.</summary>
    public string? FileName { get; }

    /// <summary>A file on this machine.</summary>
    /// <param name="path">It must exist when the job is submitted.</param>
    public static DocumentSource File(string path) =>
        new Sent(Path.GetFileName(path), () => System.IO.File.OpenRead(path), repeatable: true);

    /// <summary>Bytes in memory.</summary>
    public static DocumentSource Bytes(ReadOnlyMemory<byte> bytes, string fileName) =>
        new Sent(fileName, () => new MemoryStream(bytes.ToArray(), writable: false), repeatable: true);

    /// <summary>
    /// A stream, from where it stands to its end. It stays open. One that cannot seek is sent once only: a failure on the way is
    /// not repeated.
    /// </summary>
    public static DocumentSource Stream(Stream stream, string fileName)
    {
        var start = stream.CanSeek ? stream.Position : 0;
        return new Sent(fileName, () => new Unowned(stream, start), stream.CanSeek);
    }

    /// <summary>What <see cref="DocumentService.UploadAsync"/> has stored.</summary>
    public static DocumentSource Upload(string uploadId, string? fileName = null) =>
        new Named(fileName, new JsonObject { ["kind"] = "upload", ["uploadId"] = uploadId });

    /// <summary>An object of the platform's own bucket, under the prefix that the platform lets callers import from.</summary>
    public static DocumentSource S3(string key, string? fileName = null) =>
        new Named(fileName, new JsonObject { ["kind"] = "s3", ["key"] = key });

    /// <summary>What a job that has ended made, or found in its document: <c>attachments/…</c>.</summary>
    /// <param name="name">The artifact's.</param>
    public static DocumentSource Artifact(string jobId, string name, string? fileName = null) =>
        new Named(fileName, new JsonObject { ["kind"] = "artifact", ["jobId"] = jobId, ["name"] = name });

    /// <summary>A document on the web; the platform must allow it.</summary>
    public static DocumentSource Url(Uri url, string? fileName = null) =>
        new Named(fileName, new JsonObject { ["kind"] = "http", ["url"] = url.AbsoluteUri });

    /// <summary>The document travels with the request.</summary>
    internal sealed class Sent(string fileName, Func<Stream> open, bool repeatable) : DocumentSource(fileName)
    {
        /// <summary>Null where it cannot be told, or where the document cannot be gone on with.</summary>
        public long? Length => repeatable ? ToContent(null).Length : null;

        public UploadContent ToContent(IProgress<UploadProgress>? progress, long offset = 0) =>
            new(open, repeatable, progress, offset);
    }

    /// <summary>The platform fetches the document itself.</summary>
    internal sealed class Named(string? fileName, JsonObject source) : DocumentSource(fileName)
    {
        public JsonObject ToJson()
        {
            var json = (JsonObject)source.DeepClone();
            if (FileName is not null)
            {
                json["fileName"] = FileName;
            }

            return json;
        }
    }
}
