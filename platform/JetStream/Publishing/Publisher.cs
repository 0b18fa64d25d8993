using DaprProcessing.Components;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.JetStream;

/// <summary>
/// Publishes until the server has stored the message or the time is over. Every message has an id, so that a try whose
/// acknowledgement was lost is not stored a second time.
/// </summary>
internal sealed class Publisher(BrokerConnection connection, StreamProvisioner streams, JetStreamSettings settings)
{
    public async Task PublishAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        var headers = new NatsHeaders(1) { ["Nats-Msg-Id"] = MessageId(request) };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(settings.PublishTimeout);
        var pause = new Backoff(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));
        Exception? last = null;
        while (true)
        {
            try
            {
                if (last is NatsNoRespondersException)
                {
                    await streams.EnsureAsync(request.Topic, settings.StreamName, deadline.Token);
                }

                await StoreAsync(request, headers, deadline.Token);
                return;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw Unavailable(request.Topic, last ?? connection.LastFault);
            }
            catch (NatsPayloadTooLargeException exception)
            {
                throw new ComponentException(ComponentErrorKind.Invalid, exception.Message, exception);
            }
            catch (NatsJSApiException exception) when (!IsPassing(exception.Error))
            {
                throw Refused(request.Topic, exception);
            }
            catch (NatsException exception)
            {
                last = exception;
            }

            await PauseAsync(request.Topic, last, pause, deadline.Token, cancellationToken);
        }
    }

    /// <summary>
    /// The server compares ids over a whole stream: without the topic, the dead-letter copy of a message in the same stream would
    /// be taken for a duplicate and silently dropped.
    /// </summary>
    private static string MessageId(PublishRequest request)
    {
        if (request.MessageId is not { } given)
        {
            return Guid.NewGuid().ToString("N");
        }

        return given.AsSpan().IndexOfAny('\r', '\n') < 0
            ? $"{given}@{request.Topic}"
            : throw new ComponentException(ComponentErrorKind.Invalid, "message id: it has a line break");
    }

    private async ValueTask StoreAsync(PublishRequest request, NatsHeaders headers, CancellationToken cancellationToken)
    {
        if (!connection.IsOpen)
        {
            await connection.WaitOpenAsync(cancellationToken);
        }

        var answer = await connection.RequestAsync(
            request.Topic, request.Data, headers, NatsJSJsonSerializer<PubAckResponse>.Default, cancellationToken);
        if (answer.Error is { } refused)
        {
            throw new NatsJSApiException(refused);
        }

        if (string.IsNullOrEmpty(answer.Stream))
        {
            throw new NatsException($"something else than a stream answered a publish on '{request.Topic}'");
        }
    }

    /// <summary>No leader yet or not ready yet: a moment later it may work. A full store is for the caller to know.</summary>
    private static bool IsPassing(ApiError refused) =>
        refused.Code >= 500 && refused.ErrCode is not JetStreamErrorCodes.StreamStoreFailed
        && refused.Description?.Contains("insufficient", StringComparison.OrdinalIgnoreCase) != true;

    private static ComponentException Refused(string topic, NatsJSApiException exception) =>
        exception.Error.Code is >= 400 and < 500 || exception.Error.ErrCode == JetStreamErrorCodes.MessageTooLarge
            ? new(ComponentErrorKind.Invalid, $"'{topic}' refused the message: {exception.Message}", exception)
            : new(ComponentErrorKind.Unavailable, $"'{topic}' cannot take the message now: {exception.Message}", exception);

    private ComponentException Unavailable(string topic, Exception? cause) => new(
        ComponentErrorKind.Unavailable,
        $"publishing to '{topic}' did not succeed within {settings.PublishTimeout.TotalSeconds:0.###} s: "
            + (cause?.Message ?? "no answer"),
        cause);

    private async Task PauseAsync(
        string topic, Exception? last, Backoff pause, CancellationToken deadline, CancellationToken caller)
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
