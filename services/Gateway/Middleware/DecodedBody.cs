using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Middleware;

/// <summary>The body of a request is not what its encoding says, whoever reads it.</summary>
internal sealed class MalformedBodyException(Exception cause)
    : IOException("The request's body is cut off or malformed.", cause);

/// <summary>
/// A body that was compressed. Each decompressor has an exception of its own for bytes that are none of its kind, one of them
/// one of a programming error: here they are one.
/// </summary>
internal sealed class DecodedBody(Stream decoded) : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await decoded.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException)
        {
            throw new MalformedBodyException(error);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return decoded.Read(buffer, offset, count);
        }
        catch (InvalidDataException error)
        {
            throw new MalformedBodyException(error);
        }
    }
}
