using System.Buffers.Binary;

namespace DaprProcessing.Audio.Waves;

/// <summary>
/// What stands before the samples of a WAV file: 44 bytes of RIFF; past 4 GiB, where RIFF's sizes end, 80 bytes of RF64 (EBU Tech
/// 3306), whose <c>ds64</c> chunk has the sizes in 64 bits.
/// </summary>
public static class WaveHeader
{
    public const int RiffBytes = 44;
    public const int Rf64Bytes = 80;

    internal const ushort Pcm = 1;
    internal const uint SizeIsElsewhere = uint.MaxValue;

    private const int Ds64Bytes = 28;
    private const int FormatBytes = 16;

    public static byte[] Of(PcmFormat format, long frames)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        var dataBytes = checked(frames * format.BytesPerFrame);
        return dataBytes + RiffBytes - 8 < SizeIsElsewhere ? Riff(format, (uint)dataBytes) : Rf64(format, dataBytes, frames);
    }

    private static byte[] Riff(PcmFormat format, uint dataBytes)
    {
        var header = new byte[RiffBytes];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), dataBytes + RiffBytes - 8);
        "WAVE"u8.CopyTo(header.AsSpan(8));
        WriteFormatAndData(header.AsSpan(12), format, dataBytes);
        return header;
    }

    private static byte[] Rf64(PcmFormat format, long dataBytes, long frames)
    {
        var header = new byte[Rf64Bytes];
        "RF64"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), SizeIsElsewhere);
        "WAVEds64"u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), Ds64Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(20), dataBytes + Rf64Bytes - 8);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(28), dataBytes);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(36), frames);
        WriteFormatAndData(header.AsSpan(48), format, SizeIsElsewhere);
        return header;
    }

    private static void WriteFormatAndData(Span<byte> to, PcmFormat format, uint dataBytes)
    {
        "fmt "u8.CopyTo(to);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], FormatBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(to[8..], Pcm);
        BinaryPrimitives.WriteUInt16LittleEndian(to[10..], (ushort)format.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], format.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(to[16..], format.SampleRate * format.BytesPerFrame);
        BinaryPrimitives.WriteUInt16LittleEndian(to[20..], (ushort)format.BytesPerFrame);
        BinaryPrimitives.WriteUInt16LittleEndian(to[22..], (ushort)format.BitsPerSample);
        "data"u8.CopyTo(to[24..]);
        BinaryPrimitives.WriteUInt32LittleEndian(to[28..], dataBytes);
    }
}
