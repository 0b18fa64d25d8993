namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>The message is not handled: the app asks for another try, or cannot be reached.</summary>
/// <param name="loss">How much of the call took place: decides whether the message itself may be at fault.</param>
internal sealed class DeliveryFailedException(string message, AppLoss loss = AppLoss.None, Exception? inner = null)
    : Exception(message, inner)
{
    public AppLoss Loss { get; } = loss;

    /// <summary>The app said so itself: it has its reasons, and tells of them where they are worth it.</summary>
    public bool IsAskedFor { get; init; }

    public static DeliveryFailedException From(HttpRequestException failure) => new(
        $"the app cannot be reached: {failure.Message}",
        failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            ? AppLoss.BeforeCall : AppLoss.MidCall,
        failure);
}

internal enum AppLoss
{
    /// <summary>The app answered: it refused the message.</summary>
    None,

    /// <summary>The app went away while it had the message.</summary>
    MidCall,

    /// <summary>The app never got the message.</summary>
    BeforeCall,
}
