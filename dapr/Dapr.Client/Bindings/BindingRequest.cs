namespace Dapr.Client;

/// <summary>One operation of an output binding, with raw bytes.</summary>
public sealed class BindingRequest
{
    /// <summary>Names the component and the operation.</summary>
    public BindingRequest(string bindingName, string operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(bindingName);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        BindingName = bindingName;
        Operation = operation;
    }

    /// <summary>The name of the component.</summary>
    public string BindingName { get; }

    /// <summary>What to do, e.g. <c>create</c>, <c>get</c>; the component decides which exist.</summary>
    public string Operation { get; }

    /// <summary>The bytes, sent as they are.</summary>
    public ReadOnlyMemory<byte> Data { get; set; }

    /// <summary>Metadata for the component.</summary>
    public Dictionary<string, string> Metadata { get; } = [];
}
