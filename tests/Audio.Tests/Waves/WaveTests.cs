using System.Buffers.Binary;
using DaprProcessing.Audio.Waves;

namespace DaprProcessing.Audio.Tests.Waves;

public sealed class WaveTests
{
    private static readonly PcmFormat Mono = new(22050);

    [Fact]
    public async Task File_OfPartsAndSilence_HasTheirSamplesAndLength()
    {
        using var file = new MemoryStream();
        var writer = await WaveWriter.StartAsync(file, Mono, 7, CancellationToken.None);
        await writer.CopyAsync(new MemoryStream([1, 2, 3, 4, 5, 6]), 3, CancellationToken.None);
        await writer.SilenceAsync(4, CancellationToken.None);
        writer.Complete();

        file.Position = 0;
        var read = WaveInfo.Read(file);
        Assert.Equal(new WaveInfo(Mono, 44, 7), read);
        Assert.Equal(44 + 14, file.Length);
        Assert.Equal([1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0], file.ToArray()[44..]);
    }

    [Fact]
    public async Task File_WithFewerSamplesThanSaid_IsNotComplete()
    {
        var writer = await WaveWriter.StartAsync(new MemoryStream(), Mono, 5, CancellationToken.None);
        await writer.SilenceAsync(4, CancellationToken.None);

        Assert.Contains("8 bytes of samples instead of 10", Assert.Throws<InvalidDataException>(writer.Complete).Message);
    }

    [Fact]
    public async Task Part_ThatEndsTooEarly_IsRefused()
    {
        var writer = await WaveWriter.StartAsync(new MemoryStream(), Mono, 5, CancellationToken.None);

        await Assert.ThrowsAsync<InvalidDataException>(
            () => writer.CopyAsync(new MemoryStream([1, 2]), 5, CancellationToken.None));
    }

    [Fact]
    public void Header_Past4GiB_IsRf64WithSizesOf64Bits()
    {
        const long Frames = 3_000_000_000;

        var header = WaveHeader.Of(Mono, Frames);

        Assert.Equal("RF64"u8, header.AsSpan(0, 4));
        Assert.Equal(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)));
        Assert.Equal("ds64"u8, header.AsSpan(12, 4));
        Assert.Equal((2 * Frames) + 72, BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(20)));
        Assert.Equal(2 * Frames, BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(28)));
        Assert.Equal(Frames, BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(36)));
        using var file = new LongFile(header, header.Length + (2 * Frames));
        Assert.Equal(new WaveInfo(Mono, 80, Frames), WaveInfo.Read(file));
    }

    [Theory]
    [InlineData(2_147_483_629, "RIFF")]
    [InlineData(2_147_483_630, "RF64")]
    public void Header_ChangesItsForm_WhereSizesOf32BitsEnd(long frames, string form) =>
        Assert.Equal(form, System.Text.Encoding.ASCII.GetString(WaveHeader.Of(Mono, frames), 0, 4));

    [Fact]
    public void Length_ThatAPipeLeftOpen_IsThatOfTheFile()
    {
        var header = WaveHeader.Of(Mono, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), 0x7FFFFFFF);

        Assert.Equal(3, WaveInfo.Read(new MemoryStream([.. header, 1, 2, 3, 4, 5, 6])).Frames);
    }

    [Theory]
    [InlineData("")]
    [InlineData("RIFF")]
    [InlineData("RIFF\0\0\0\0WAVE")]
    [InlineData("RIFF\0\0\0\0WAVEdata\0\0\0\0")]
    [InlineData("RIFF\0\0\0\0WAVEfmt \u0010\0\0\0aaaaaaaaaaaaaaaa")]
    [InlineData("RIFF\0\0\0\0WAVELIST\u007f\u007f\u007f\u007f")]
    [InlineData("RIFF\0\0\0\0WAVEfmt \u0001\0\0\0a")]
    [InlineData("OggS and so on, which is no wave")]
    public void File_ThatIsNoWave_IsRefused(string content) =>
        Assert.Throws<InvalidDataException>(() => WaveInfo.Read(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(content))));

    /// <summary>A header and gigabytes of nothing behind it.</summary>
    private sealed class LongFile(byte[] header, long length) : MemoryStream(header)
    {
        public override long Length => length;
    }
}
