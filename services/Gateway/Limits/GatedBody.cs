namespace DaprProcessing.Gateway.Limits;

/// <summary>A body that others read into the memory: once it is no small one, it takes its place there, or is refused.</summary>
internal sealed class GatedBody(Stream body, MemoryGate.Place place) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Counted(body.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await body.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Counted(int read)
    {
        if (read > 0)
        {
            _read += read;
            place.Enter(_read);
        }

        return read;
    }
}

internal static class GatedBodies
{
    /// <summary>
    /// For what the tools' protocol reads: after the unpacking of bodies, and until the call is answered, or its document is in
    /// a file.
    /// </summary>
    public static void UseMemoryGate(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/mcp"),
        tools => tools.Use(async (context, next) =>
        {
            using var place = context.RequestServices.GetRequiredService<MemoryGate>().NewPlace();
            context.Request.Body = new GatedBody(context.Request.Body, place);
            context.Features.Set(place);
            await next(context);
        }));
}
