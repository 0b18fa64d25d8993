namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Sends a value as JSON (bytes become a quoted base64 string) to an output binding; the answer is dropped.</summary>
    public abstract Task InvokeBindingAsync<TRequest>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Sends a value as JSON to an output binding and reads the answer as JSON.</summary>
    public abstract Task<TResponse> InvokeBindingAsync<TRequest, TResponse>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Sends raw bytes to an output binding and returns raw bytes.</summary>
    public abstract Task<BindingResponse> InvokeBindingAsync(BindingRequest request, CancellationToken cancellationToken = default);
}
