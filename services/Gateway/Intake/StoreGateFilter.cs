using Dapr;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// Before a document is taken in: refuses it unread while the stores are known to be away, and has the gate look where one fails.
/// </summary>
internal sealed class StoreGateFilter(StoreGate gate) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        gate.ThrowIfAway();
        try
        {
            return await next(context);
        }
        catch (DaprException) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            gate.Suspect();
            throw;
        }
    }
}
