using Google.Protobuf;
using Wire = Dapr.Proto.Runtime.V1;

namespace Dapr.Client;

internal sealed partial class SidecarClient
{
    private const string BindingOperation = "Binding operation";

    public override Task InvokeBindingAsync<TRequest>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default) =>
        BindAsync(bindingName, operation, ToJson(data), metadata, cancellationToken);

    public override async Task<TResponse> InvokeBindingAsync<TRequest, TResponse>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        var response = await BindAsync(bindingName, operation, ToJson(data), metadata, cancellationToken).ConfigureAwait(false);
        return FromJson<TResponse>(response.Data, BindingOperation);
    }

    public override async Task<BindingResponse> InvokeBindingAsync(BindingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = UnsafeByteOperations.UnsafeWrap(request.Data);
        var response = await BindAsync(request.BindingName, request.Operation, data, request.Metadata, cancellationToken).ConfigureAwait(false);
        return new BindingResponse(request, response.Data.Memory, new Dictionary<string, string>(response.Metadata));
    }

    private Task<Wire.InvokeBindingResponse> BindAsync(
        string bindingName, string operation, ByteString data, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(bindingName);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        var request = new Wire.InvokeBindingRequest { Name = bindingName, Operation = operation, Data = data };
        AddAll(request.Metadata, metadata);
        return _sidecar.CallAsync<Wire.InvokeBindingResponse>(BindingOperation, "InvokeBinding", request, cancellationToken);
    }
}
