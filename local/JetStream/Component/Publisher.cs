using DaprProcessing.Local.Components;
using DaprProcessing.Local.JetStream.Api;
using DaprProcessing.Local.JetStream.Client;

namespace DaprProcessing.Local.JetStream;

/// <summary>
/// Publishes until the server has stored the message or the time is over. Every message has an id, so that a try whose
/// acknowledgement was lost is not stored a second time.
/// </summary>
internal sealed class Publisher(JetStreamClient jetStream, StreamProvisioner streams, JetStreamSettings settings)
{
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(5);

    public async Task PublishAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        // The server compares ids over a whole stream: without the topic, the dead-letter copy of a message in the same stream
        // would be taken for a duplicate and silently dropped.
        var id = request.MessageId is { } given ? $"{given}@{request.Topic}" : Guid.NewGuid().ToString("N");
        var options = new PublishOptions { MessageId = id, Timeout = TryTimeout };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(settings.PublishTimeout);
        var pause = new ReconnectDelay(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));
        Exception? last = null;
        while (true)
        {
            try
            {
                if (last is NatsNoRespondersException)
                {
                    await streams.EnsureAsync(request.Topic, settings.StreamName, deadline.Token).ConfigureAwait(false);
                }

                await jetStream.PublishAsync(request.Topic, request.Data, options, deadline.Token).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw Unavailable(request.Topic, last ?? jetStream.Connection.LastFault);
            }
            catch (NatsPayloadTooLargeException exception)
            {
                throw new ComponentException(ComponentErrorKind.Invalid, exception.Message, exception);
            }
            catch (ArgumentException exception)
            {
                throw new ComponentException(ComponentErrorKind.Invalid, $"message id: {exception.Message}", exception);
            }
            catch (JetStreamApiException exception) when (!IsPassing(exception))
            {
                throw Refused(request.Topic, exception);
            }
            catch (Exception exception) when (exception is NatsException or JetStreamApiException)
            {
                last = exception;
            }

            await PauseAsync(request.Topic, last, pause, deadline.Token, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>No leader yet or not ready yet: a moment later it may work. A full store is for the caller to know.</summary>
    private static bool IsPassing(JetStreamApiException exception) =>
        exception.Code >= 500 && exception.ErrorCode is not JetStreamErrorCodes.StreamStoreFailed
        && !exception.Description.Contains("insufficient", StringComparison.OrdinalIgnoreCase);

    private static ComponentException Refused(string topic, JetStreamApiException exception) =>
        exception.Code is >= 400 and < 500 || exception.ErrorCode == JetStreamErrorCodes.MessageTooLarge
            ? new(ComponentErrorKind.Invalid, $"'{topic}' refused the message: {exception.Description}", exception)
            : new(ComponentErrorKind.Unavailable, $"'{topic}' cannot take the message now: {exception.Description}", exception);

    private ComponentException Unavailable(string topic, Exception? cause) => new(
        ComponentErrorKind.Unavailable,
        $"publishing to '{topic}' did not succeed within {settings.PublishTimeout.TotalSeconds:0.###} s: {cause?.Message ?? "no answer"}",
        cause);

    private async Task PauseAsync(string topic, Exception? last, ReconnectDelay pause, CancellationToken deadline, CancellationToken caller)
    {
        if (last is NatsNoRespondersException && pause.IsFresh)
        {
            // Most likely the stream is simply not there yet: create it without a pause.
            pause.Next();
            return;
        }

        await Task.Delay(pause.Next(), deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        caller.ThrowIfCancellationRequested();
        if (deadline.IsCancellationRequested)
        {
            throw Unavailable(topic, last);
        }
    }
}
