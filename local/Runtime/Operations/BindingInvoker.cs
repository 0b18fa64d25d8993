using System.Text;
using System.Text.Json;
using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.Bindings;
using DaprProcessing.Local.Runtime.Loading;
using DaprProcessing.Local.Runtime.Policies;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Operations;

/// <summary>Calls output bindings.</summary>
internal sealed class BindingInvoker(ComponentCatalog catalog, PolicyCatalog policies)
{
    public async Task<BindingResult> InvokeAsync(string appId, string name, BindingInvocation invocation, CancellationToken cancellationToken)
    {
        var binding = Find(appId, name);
        try
        {
            if (invocation.Operation.Length == 0)
            {
                throw new ComponentException(ComponentErrorKind.Invalid, "operation field is missing from request");
            }

            return await policies.Outbound(appId, name).RunAsync(
                token => binding.Instance.InvokeAsync(invocation, token), ApiException.IsRetriable, cancellationToken);
        }
        catch (Exception failure) when (failure is ComponentException or TimeoutException or CircuitOpenException)
        {
            throw Error($"error invoking output binding {name}: {failure.Message}", failure);
        }
    }

    /// <summary>What <c>data</c> of an HTTP call means to the binding: its JSON text, except that a store of bytes gets a text's characters.</summary>
    public ReadOnlyMemory<byte> FromJson(string appId, string name, JsonElement data) =>
        data.ValueKind == JsonValueKind.Undefined ? default
        : data.ValueKind == JsonValueKind.String && Find(appId, name).Instance is IOpaqueBinding ? Encoding.UTF8.GetBytes(data.GetString()!)
        : Encoding.UTF8.GetBytes(data.GetRawText());

    private Loaded<IOutputBinding> Find(string appId, string name) => catalog.Find<IOutputBinding>(appId, name)
        ?? throw Error($"error invoking output binding {name}: couldn't find output binding {name}");

    private static ApiException Error(string message, Exception? inner = null) =>
        new(500, StatusCode.Internal, "ERR_INVOKE_OUTPUT_BINDING", message, inner);
}
