using DaprProcessing.Local.Runtime.Apps;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>Tells a call that never reached the app from one the app did not survive.</summary>
internal static class AppFailure
{
    public static async Task ThrowUnlessOpenAsync(DeliveryGate gate, CancellationToken cancellationToken)
    {
        if (!await gate.WaitAsync(cancellationToken))
        {
            throw new DeliveryFailedException("the app is away", AppLoss.BeforeCall);
        }
    }

    public static DeliveryFailedException From(HttpRequestException failure) => new(
        $"the app cannot be reached: {failure.Message}",
        failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError ? AppLoss.BeforeCall : AppLoss.MidCall,
        failure);
}
