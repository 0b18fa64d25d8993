using DaprProcessing.Stages.Gathers;
using DaprProcessing.TestKit;

namespace DaprProcessing.Platform.Tests.Stages;

public sealed class ArtifactBufferTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ArtifactBuffer _buffer;

    public ArtifactBufferTests() => _buffer = new ArtifactBuffer(() => Path.Combine(_folder.Path, "artifact"));

    public void Dispose()
    {
        _buffer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Write_ArtifactThatIsSmall_StaysInMemoryAfterItsWriterHasClosedIt()
    {
        await using (var writer = new StreamWriter(_buffer))
        {
            await writer.WriteAsync("small");
        }

        Assert.Equal(("small", null), (System.Text.Encoding.UTF8.GetString(_buffer.Memory.Span), _buffer.Path));
        Assert.Equal(5, _buffer.Length);
    }

    [Theory]
    [InlineData(ArtifactBuffer.MemoryBytes, 0)]
    [InlineData(ArtifactBuffer.MemoryBytes + 1, 0)]
    [InlineData(ArtifactBuffer.MemoryBytes, 1)]
    [InlineData(10, 3 * ArtifactBuffer.MemoryBytes)]
    public void Write_InTwoParts_IsWholeWhereverItIs(int first, int second)
    {
        var bytes = Enumerable.Range(0, first + second).Select(at => (byte)(at * 31)).ToArray();

        _buffer.Write(bytes.AsSpan(0, first));
        _buffer.Write(bytes.AsSpan(first));
        _buffer.Close();

        Assert.Equal(bytes.Length > ArtifactBuffer.MemoryBytes, _buffer.Path is not null);
        Assert.Equal(bytes, _buffer.Path is { } path ? File.ReadAllBytes(path) : _buffer.Memory.ToArray());
        Assert.Equal(bytes.Length, _buffer.Length);
    }

    [Fact]
    public void Write_OverWhatIsThere_ChangesItInTheFileToo()
    {
        _buffer.Write(new byte[ArtifactBuffer.MemoryBytes]);
        _buffer.Position = 2;
        _buffer.Write([7, 8]);
        _buffer.Seek(0, SeekOrigin.End);
        _buffer.WriteByte(9);
        _buffer.Position = 3;
        _buffer.WriteByte(1);
        _buffer.Close();

        var bytes = File.ReadAllBytes(_buffer.Path!);
        Assert.Equal(ArtifactBuffer.MemoryBytes + 1, bytes.Length);
        Assert.Equal([0, 0, 7, 1, 0], bytes[..5]);
        Assert.Equal(9, bytes[^1]);
    }

    [Fact]
    public void Remove_LargeArtifact_LeavesNoFile()
    {
        _buffer.Write(new byte[ArtifactBuffer.MemoryBytes + 1]);

        _buffer.Remove();

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
