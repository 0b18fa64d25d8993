namespace DaprProcessing.Components;

/// <summary>An external system that takes operations, such as an object store.</summary>
public interface IOutputBinding : IComponent
{
    IReadOnlyList<string> Operations { get; }

    Task<BindingResult> InvokeAsync(BindingInvocation invocation, CancellationToken cancellationToken);
}

public sealed record BindingInvocation(string Operation, ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Metadata);

public sealed record BindingResult(ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Metadata)
{
    public static BindingResult Empty { get; } = new(default, new Dictionary<string, string>());
}
