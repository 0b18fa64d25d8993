using System.Buffers.Binary;

namespace DaprProcessing.Audio.Waves;

/// <summary>Where the samples of a WAV file are: read from its header, RIFF or RF64.</summary>
/// <param name="DataOffset">Of the first sample, from the start of the file.</param>
public sealed record WaveInfo(PcmFormat Format, long DataOffset, long Frames)
{
    private const ushort Extensible = 0xFFFE;
    private const int MaxFormatBytes = 1024;

    public long DataBytes => Frames * Format.BytesPerFrame;

    /// <summary>
    /// Leaves the stream at the first sample. A size that the file does not have (what was written through a pipe: all ones, or
    /// 0x7FFFFFFF) is cut to what is there.
    /// </summary>
    /// <exception cref="InvalidDataException">Not a WAV file of linear PCM.</exception>
    public static WaveInfo Read(Stream stream) => Read(stream, stream.Length);

    /// <summary>The same of a file of which the stream has the beginning alone.</summary>
    /// <param name="fileBytes">The length of the whole.</param>
    public static WaveInfo Read(Stream stream, long fileBytes)
    {
        Span<byte> head = stackalloc byte[12];
        Fill(stream, head);
        var isRf64 = head.StartsWith("RF64"u8);
        if ((!isRf64 && !head.StartsWith("RIFF"u8)) || !head[8..].SequenceEqual("WAVE"u8))
        {
            throw new InvalidDataException("The file is no WAV file.");
        }

        PcmFormat? format = null;
        long? longDataBytes = null;
        Span<byte> chunk = stackalloc byte[8];
        while (true)
        {
            Fill(stream, chunk);
            long bytes = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("data"u8))
            {
                return OfData(
                    stream.Position, fileBytes,
                    format ?? throw new InvalidDataException("The WAV file does not say its format."),
                    bytes == WaveHeader.SizeIsElsewhere ? longDataBytes ?? long.MaxValue : bytes);
            }

            var next = stream.Position + bytes + (bytes & 1);
            format = chunk.StartsWith("fmt "u8) ? ReadFormat(stream, bytes) : format;
            longDataBytes = chunk.StartsWith("ds64"u8) && isRf64 ? ReadDataBytes(stream, bytes) : longDataBytes;
            stream.Position = next <= fileBytes ? next
                : throw new InvalidDataException("The WAV file ends before its samples.");
        }
    }

    private static WaveInfo OfData(long dataOffset, long fileBytes, PcmFormat format, long declaredBytes)
    {
        var bytes = Math.Min(declaredBytes, fileBytes - dataOffset);
        return new WaveInfo(format, dataOffset, bytes / format.BytesPerFrame);
    }

    private static PcmFormat ReadFormat(Stream stream, long bytes)
    {
        if (bytes is < 16 or > MaxFormatBytes)
        {
            throw new InvalidDataException("The WAV file's format is malformed.");
        }

        Span<byte> format = stackalloc byte[16];
        Fill(stream, format);
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        var read = new PcmFormat(
            BinaryPrimitives.ReadInt32LittleEndian(format[4..]), BinaryPrimitives.ReadUInt16LittleEndian(format[2..]),
            BinaryPrimitives.ReadUInt16LittleEndian(format[14..]));
        return tag is WaveHeader.Pcm or Extensible && read is
        {
            SampleRate: > 0, Channels: > 0, BitsPerSample: 8 or 16 or 24 or 32,
        }
            ? read : throw new InvalidDataException("The WAV file is not linear PCM.");
    }

    private static long ReadDataBytes(Stream stream, long bytes)
    {
        Span<byte> sizes = stackalloc byte[16];
        if (bytes < sizes.Length)
        {
            throw new InvalidDataException("The RF64 file's sizes are malformed.");
        }

        Fill(stream, sizes);
        return BinaryPrimitives.ReadInt64LittleEndian(sizes[8..]) is >= 0 and var read ? read
            : throw new InvalidDataException("The RF64 file's sizes are malformed.");
    }

    private static void Fill(Stream stream, Span<byte> buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new InvalidDataException("The WAV file is cut off.");
        }
    }
}
