namespace DaprProcessing.Local.Runtime.Apps;

/// <summary>Reads a whole body, but no more than a bound.</summary>
internal static class BoundedBody
{
    /// <summary>Throws <see cref="InvalidDataException"/> past the bound.</summary>
    public static async Task<byte[]> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength == 0)
        {
            return [];
        }

        if (content.Headers.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        using var buffer = new MemoryStream((int)(content.Headers.ContentLength ?? 256));
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var chunk = new byte[Math.Min(maxBytes + 1, 8192)];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > maxBytes)
            {
                throw TooLarge(maxBytes);
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    private static InvalidDataException TooLarge(int maxBytes) => new($"the answer is larger than {maxBytes} bytes");
}
