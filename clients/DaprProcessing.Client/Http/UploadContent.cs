using System.Net;

namespace DaprProcessing.Client.Http;

/// <summary>A document as a request's body: read in pieces, never held whole, and opened anew for each attempt.</summary>
/// <param name="open">Where it starts.</param>
/// <param name="repeatable">It can be opened again.</param>
/// <param name="offset">So much of it is there already.</param>
internal sealed class UploadContent(
    Func<Stream> open, bool repeatable, IProgress<UploadProgress>? progress, long offset = 0) : HttpContent
{
    private const int BufferBytes = 1 << 16;

    private long? _length;
    private bool _sent;

    /// <summary>Sending it once more would send the same bytes.</summary>
    public bool CanBeSent => repeatable || !_sent;

    /// <summary>Why the document could not be read, where that is what ended an attempt.</summary>
    public Exception? ReadFailure { get; private set; }

    /// <summary>How long it is, where that is known before it is sent.</summary>
    public long? Length => TryComputeLength(out var length) ? length : null;

    protected override bool TryComputeLength(out long length)
    {
        if (_length is null && repeatable)
        {
            using var stream = open();
            _length = stream.Length - offset;
        }

        length = _length ?? 0;
        return _length is not null;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _sent = true;
        await using var source = open();
        var buffer = new byte[BufferBytes];
        if (offset > 0)
        {
            source.Position = offset;
        }

        var sent = offset;
        for (int read; (read = await ReadAsync(source, buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            progress?.Report(new UploadProgress(sent += read, _length + offset));
        }
    }

    // HttpClient makes one exception of the document that cannot be read and the connection that cannot be written.
    private async ValueTask<int> ReadAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            ReadFailure = failure;
            throw;
        }
    }
}
