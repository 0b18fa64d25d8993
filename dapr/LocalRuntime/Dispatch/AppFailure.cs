namespace Dapr.LocalRuntime.Dispatch;

/// <summary>Tells a call that never reached the app from one the app did not survive.</summary>
internal static class AppFailure
{
    public static DeliveryFailedException From(HttpRequestException failure) => new(
        $"the app cannot be reached: {failure.Message}",
        failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError ? AppLoss.BeforeCall : AppLoss.MidCall,
        failure);
}
