using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages;

/// <summary>Objects that hold outputs of several pages: each is brought once for all that are asked for in a row.</summary>
internal sealed class SharedObjects(IObjectStore objects)
{
    private readonly Lock _lock = new();
    private string? _key;
    private Task<ReadOnlyMemory<byte>>? _content;

    public Task<ReadOnlyMemory<byte>> GetAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_content is not { IsFaulted: false, IsCanceled: false } || _key != key)
            {
                (_key, _content) = (key, objects.GetAsync(key, cancellationToken));
            }

            return _content;
        }
    }
}
