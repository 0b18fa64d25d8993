using System.Runtime.InteropServices;

namespace DaprProcessing.Platform.Objects;

/// <summary>Memory as a stream, without a copy where it is an array.</summary>
internal sealed class ReadOnlyMemoryStream(ReadOnlyMemory<byte> memory) : MemoryStream(
    Segment(memory).Array!, Segment(memory).Offset, memory.Length, writable: false)
{
    private static ArraySegment<byte> Segment(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is not null ? segment
            : new ArraySegment<byte>(memory.ToArray());
}
