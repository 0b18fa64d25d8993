using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Loading;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Operations;

/// <summary>Calls output bindings.</summary>
internal sealed class BindingInvoker(ComponentCatalog catalog)
{
    public async Task<BindingResult> InvokeAsync(
        string appId, string name, BindingInvocation invocation, CancellationToken cancellationToken)
    {
        var binding = catalog.Find<IOutputBinding>(appId, name) ?? throw Error(name, $"couldn't find output binding {name}");
        if (invocation.Operation.Length == 0)
        {
            throw Error(name, "operation field is missing from request");
        }

        if (!binding.Instance.Operations.Contains(invocation.Operation))
        {
            throw Error(
                name,
                $"binding {name} does not support operation {invocation.Operation}. "
                + $"supported operations:{string.Join(' ', binding.Instance.Operations)}");
        }

        try
        {
            return await binding.Instance.InvokeAsync(invocation, cancellationToken);
        }
        catch (ComponentException failure)
        {
            throw Error(name, failure.Message, failure);
        }
    }

    private static ApiException Error(string name, string message, Exception? inner = null) =>
        new(
            500,
            inner is ComponentException { Kind: ComponentErrorKind.TooLarge }
                ? StatusCode.ResourceExhausted
                : StatusCode.Internal,
            "ERR_INVOKE_OUTPUT_BINDING", $"error invoking output binding {name}: {message}", inner);
}
