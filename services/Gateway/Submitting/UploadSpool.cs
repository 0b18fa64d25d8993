using System.Buffers;
using System.Security.Cryptography;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Submitting;

/// <summary>Takes uploads in: bounded, hashed and sniffed on the way to a temporary file, never held in memory.</summary>
internal sealed class UploadSpool(IOptions<GatewayOptions> options)
{
    private const int BufferBytes = 1 << 16;
    private const int SniffBytes = 2048;

    private readonly long _maxBytes = options.Value.MaxUploadBytes;

    /// <summary>Refuses by the announced length, before a byte is read.</summary>
    public void CheckLength(long? contentLength)
    {
        if (contentLength > _maxBytes)
        {
            throw TooLarge();
        }
    }

    public async Task<SpooledUpload> SpoolAsync(Stream body, string? fileName, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"dapr-processing-upload-{Guid.NewGuid():N}");
        try
        {
            var (head, sizeBytes, sha256) = await WriteAsync(body, path, cancellationToken);
            if (sizeBytes == 0)
            {
                throw ProblemException.BadRequest(FailureCodes.EmptyFile, "The file is empty.");
            }

            var mediaType = MediaTypes.Sniff(head) ?? throw new ProblemException(
                StatusCodes.Status415UnsupportedMediaType, FailureCodes.UnsupportedMediaType,
                "The file is none of the known kinds: PDF, PNG, JPEG, TIFF (judged by its first bytes, not by its name).");
            return new SpooledUpload(path, FileName.Clean(fileName), mediaType, sizeBytes, sha256);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private async Task<(byte[] Head, long SizeBytes, string Sha256)> WriteAsync(Stream body, string path, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.Create(path);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var head = new MemoryStream(SniffBytes);
        long sizeBytes = 0;
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                sizeBytes += read;
                if (sizeBytes > _maxBytes)
                {
                    throw TooLarge();
                }

                head.Write(buffer, 0, (int)Math.Min(read, SniffBytes - head.Length));
                sha256.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return (head.ToArray(), sizeBytes, Convert.ToHexStringLower(sha256.GetHashAndReset()));
    }

    private ProblemException TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, "upload_too_large", $"Uploads may have at most {_maxBytes} bytes.");
}
