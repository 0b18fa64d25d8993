using System.Text.Json;
using DaprProcessing.Contracts.Results;

namespace DaprProcessing.Contracts.Messages;

/// <summary>What one stage made of one page.</summary>
/// <param name="Key">Where it is in the object store; null where it travels in the message.</param>
/// <param name="Content">The output itself, where it is small and the chunk is the whole document: two calls to the store
/// less.</param>
/// <param name="Facts">What callers are told of it in the result, under the output's name.</param>
/// <param name="Artifact">Set where callers may fetch it.</param>
/// <param name="Part">Where in the object it is, if pages share one; null where the object is this page's.</param>
public sealed record PageOutput(
    string? Key = null, JsonElement? Content = null, JsonElement? Facts = null, Artifact? Artifact = null,
    ObjectPart? Part = null);

/// <summary>Bytes of an object.</summary>
public sealed record ObjectPart(int StartByte, int LengthBytes)
{
    /// <exception cref="InvalidDataException">The object ends before the part does.</exception>
    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> content) =>
        StartByte >= 0 && LengthBytes >= 0 && StartByte <= content.Length - LengthBytes ? content.Slice(StartByte, LengthBytes)
            : throw new InvalidDataException(
                $"an object of {content.Length} bytes has no part of {LengthBytes} bytes from {StartByte} on");
}
