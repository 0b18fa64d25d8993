using System.Buffers;
using DaprProcessing.Gateway.Intake;

namespace DaprProcessing.Gateway.Api.Uploads.Resumable;

/// <summary>A piece of a body in a temporary file, which is deleted with this object.</summary>
/// <param name="Head">Its first bytes, by which a document is known.</param>
/// <param name="IsEnd">Nothing comes after it.</param>
/// <param name="Fault">Why nothing comes although there was to be more: the caller went away, or was ended.</param>
internal sealed record Piece(string Path, long SizeBytes, byte[] Head, bool IsEnd, Exception? Fault) : IDisposable
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Reads until there is enough, or no more. What has come by then is there, however the reading ends.</summary>
    public static async Task<Piece> ReadAsync(Stream body, string path, long mostBytes, Appends.Append append)
    {
        var (size, isEnd, fault, head) = (0L, false, (Exception?)null, new MemoryStream(UploadSpool.HeadBytes));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = UploadSpool.Create(path);
            while (size < mostBytes && !isEnd)
            {
                int read;
                try
                {
                    var room = buffer.AsMemory(0, (int)Math.Min(BufferBytes, mostBytes - size));
                    append.Touch();
                    read = await body.ReadAsync(room, append.Token);
                }
                catch (Exception error) when (error is IOException or InvalidDataException or OperationCanceledException)
                {
                    (isEnd, fault) = (true, error);
                    break;
                }

                isEnd = read == 0;
                size += read;
                head.Write(buffer, 0, (int)Math.Min(read, UploadSpool.HeadBytes - head.Length));
                await UploadSpool.StoreAsync(file, buffer.AsMemory(0, read), CancellationToken.None);
            }
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return new Piece(path, size, head.ToArray(), isEnd, fault);
    }

    public void Dispose() => File.Delete(Path);
}
