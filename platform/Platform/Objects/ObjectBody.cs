using System.Buffers;

namespace DaprProcessing.Platform.Objects;

/// <summary>The body of a GET on its way to a local file, checked against the ETag.</summary>
internal static class ObjectBody
{
    private const int BufferBytes = 1 << 16;

    public static async Task CopyAsync(HttpResponseMessage response, Stream target, StoreCall call)
    {
        using var hash = ObjectETag.NewHash();
        var body = await response.Content.ReadAsStreamAsync(call.Token).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (int read; (read = await ReadAsync(body, buffer, call).ConfigureAwait(false)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), call.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        ObjectETag.Check(response.Headers.ETag, hash);
    }

    private static async Task<int> ReadAsync(Stream body, byte[] buffer, StoreCall call)
    {
        try
        {
            var read = await body.ReadAsync(buffer, call.Token).ConfigureAwait(false);
            call.Touch();
            return read;
        }
        catch (IOException broken)
        {
            // Told apart from a local disk that cannot take the bytes: the store is worth another try, the disk is not.
            throw new HttpRequestException($"the object broke off: {broken.Message}", broken);
        }
    }
}
