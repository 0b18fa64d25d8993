using System.Buffers;

namespace DaprProcessing.Audio.Waves;

/// <summary>
/// Writes a WAV file whose length is known before its first sample, and counts: <see cref="Complete"/> throws where what was
/// written is not what the header says.
/// </summary>
public sealed class WaveWriter
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly PcmFormat _format;
    private readonly long _frames;
    private long _bytesWritten;

    private WaveWriter(Stream stream, PcmFormat format, long frames) => (_stream, _format, _frames) = (stream, format, frames);

    public static async Task<WaveWriter> StartAsync(
        Stream stream, PcmFormat format, long frames, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(WaveHeader.Of(format, frames), cancellationToken).ConfigureAwait(false);
        return new WaveWriter(stream, format, frames);
    }

    /// <summary>The next so many frames, from <paramref name="samples"/>.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public async Task CopyAsync(Stream samples, long frames, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var left = frames * _format.BytesPerFrame; left > 0;)
            {
                var read = await samples.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, BufferBytes)), cancellationToken)
                    .ConfigureAwait(false);
                if (read == 0)
                {
                    throw new InvalidDataException($"{left} bytes of samples are missing of {frames} frames.");
                }

                await WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public async Task SilenceAsync(long frames, CancellationToken cancellationToken)
    {
        var zeros = new byte[Math.Min(frames * _format.BytesPerFrame, BufferBytes)];
        for (var left = frames * _format.BytesPerFrame; left > 0;)
        {
            var bytes = (int)Math.Min(left, zeros.Length);
            await WriteAsync(zeros.AsMemory(0, bytes), cancellationToken).ConfigureAwait(false);
            left -= bytes;
        }
    }

    /// <exception cref="InvalidDataException">More or fewer samples than the header says.</exception>
    public void Complete()
    {
        var expected = _frames * _format.BytesPerFrame;
        if (_bytesWritten != expected)
        {
            throw new InvalidDataException($"The WAV file has {_bytesWritten} bytes of samples instead of {expected}.");
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        _bytesWritten += bytes.Length;
    }
}
