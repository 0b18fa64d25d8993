namespace DaprProcessing.Platform.Objects;

/// <summary>There is no object at <see cref="Key"/>.</summary>
public sealed class ObjectNotFoundException(string key, Exception? inner = null) : Exception($"no object at '{key}'", inner)
{
    public string Key { get; } = key;
}
