using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Platform.Jobs.Uploads;

/// <summary>Objects as one stream, each opened when the one before has ended.</summary>
internal sealed class PartStream(IObjectStore objects, IReadOnlyList<string> keys) : ForwardStream
{
    private ObjectRead? _part;
    private int _next;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_part is null)
            {
                if (_next == keys.Count)
                {
                    return 0;
                }

                _part = await objects.OpenReadAsync(keys[_next++], range: null, cancellationToken).ConfigureAwait(false);
            }

            if (await _part.Body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                return read;
            }

            _part.Dispose();
            _part = null;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _part?.Dispose();
        base.Dispose(disposing);
    }
}
