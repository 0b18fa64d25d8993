using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Intake;

/// <summary>Takes uploads in: bounded, hashed and sniffed on the way to a temporary file, never held in memory.</summary>
internal sealed class UploadSpool(IOptions<GatewayOptions> options)
{
    /// <summary>Of a document, to tell what it is.</summary>
    public const int HeadBytes = 2048;

    private const int BufferBytes = 1 << 16;

    private readonly BodyGate _gate = new(options.Value.MaxBodiesAtOnce);
    private readonly long _maxBytes = options.Value.MaxUploadBytes;
    private readonly ProcessFolder? _own = Own(options.Value.SpoolFolder);

    /// <summary>Where it is; of this process alone, which has swept what others left beside it.</summary>
    public string Folder => _own?.Path ?? (options.Value.SpoolFolder is { Length: > 0 } folder ? folder : Path.GetTempPath());

    /// <summary>Refuses by the announced length, before a byte is read.</summary>
    public void CheckLength(long? contentLength)
    {
        if (contentLength > _maxBytes)
        {
            throw TooLarge();
        }
    }

    /// <summary>A place among the bodies that come in at a time, for one that is not spooled.</summary>
    public BodyGate.Place Enter() => _gate.Enter();

    /// <summary>A file of its own for what comes in.</summary>
    public string NewPath() => Path.Combine(Folder, $"dapr-processing-upload-{Guid.NewGuid():N}");

    /// <summary>Takes the body of a request.</summary>
    public async Task<SpooledUpload> SpoolAsync(HttpRequest request, string? fileName, CancellationToken cancellationToken)
    {
        CheckLength(request.ContentLength);
        try
        {
            return await SpoolAsync(request.Body, fileName, cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            // Bytes that are no gzip although the header says so, chunks whose size is no number.
            throw ProblemException.BadRequest("malformed_body", "The request's body is cut off or malformed.");
        }
    }

    public async Task<SpooledUpload> SpoolAsync(Stream body, string? fileName, CancellationToken cancellationToken)
    {
        using var place = _gate.Enter();
        var path = NewPath();
        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            var (head, sizeBytes, sha256) = await WriteAsync(body, path, cancellationToken);
            if (sizeBytes == 0)
            {
                throw ProblemException.BadRequest(FailureCodes.EmptyFile, "The file is empty.");
            }

            var name = FileName.Clean(fileName);
            var mediaType = UploadKind.Of(head, path, name);
            UploadMetrics.Ok(sizeBytes, Stopwatch.GetElapsedTime(startedAt));
            return new SpooledUpload(path, name, mediaType, sizeBytes, sha256);
        }
        catch (Exception error)
        {
            UploadMetrics.Failed(error is ProblemException refused ? refused.Code : "cut_off");
            if (File.Exists(path))
            {
                File.Delete(path);
            }

            throw;
        }
    }

    private async Task<(byte[] Head, long SizeBytes, string Sha256)> WriteAsync(
        Stream body, string path, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = Create(path);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var head = new MemoryStream(HeadBytes);
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

                head.Write(buffer, 0, (int)Math.Min(read, HeadBytes - head.Length));
                sha256.AppendData(buffer, 0, read);
                await StoreAsync(file, buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return (head.ToArray(), sizeBytes, Convert.ToHexStringLower(sha256.GetHashAndReset()));
    }

    // No buffer: whatever does not fit is noticed with the bytes that do not.
    public static FileStream Create(string path)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NoRoom(error);
        }
    }

    public static async Task StoreAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await file.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException error)
        {
            throw NoRoom(error);
        }
    }

    // Where the folder takes nothing, each upload says so: it may yet.
    private static ProcessFolder? Own(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? ProcessFolder.TakeUntilExit(folder) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ProblemException NoRoom(Exception error) =>
        new(StatusCodes.Status503ServiceUnavailable, "no_room", "The gateway has no room for the upload at the moment.", error)
        {
            Retryable = true,
        };

    private ProblemException TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, "upload_too_large", $"Uploads may have at most {_maxBytes} bytes.");
}
