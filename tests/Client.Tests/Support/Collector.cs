namespace DaprProcessing.Client.Tests.Support;

/// <summary>Keeps what is reported, at once and in order, as <see cref="Progress{T}"/> does not.</summary>
internal sealed class Collector<T> : IProgress<T>
{
    public List<T> Values { get; } = [];

    public void Report(T value) => Values.Add(value);
}
