using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.CloudEvents;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>Takes one message to the app and brings its answer back.</summary>
internal interface IMessageSink
{
    /// <summary>Throws <see cref="DeliveryFailedException"/> where the app asks for another try or cannot be reached.</summary>
    Task<AppAnswer> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <param name="Path">The route the subscription's rules chose.</param>
/// <param name="Facts">The envelope's; empty for a raw payload.</param>
internal readonly record struct OutgoingMessage(Delivery Delivery, EnvelopeFacts Facts, string Path);

internal enum AppAnswer
{
    Success,
    Drop,
}

/// <summary>The message is not handled.</summary>
/// <param name="loss">How much of the call took place: decides whether the message itself may be at fault.</param>
internal sealed class DeliveryFailedException(string message, AppLoss loss = AppLoss.None, Exception? inner = null) : Exception(message, inner)
{
    public AppLoss Loss { get; } = loss;
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
