using System.Text.Json;
using System.Text.Json.Serialization;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace DaprProcessing.Client.Broker;

/// <summary>
/// Has documents processed by way of the broker: publishes the control message and awaits the completion message. The document
/// is where the message says; results are fetched from the bucket, or by the job's id with a <see cref="DocumentService"/>.
/// </summary>
public sealed class BrokerDocumentClient : IAsyncDisposable
{
    /// <summary>Where control messages are published.</summary>
    public const string RequestSubject = "pdf.docling.requested";

    /// <summary>Where completion messages come.</summary>
    public const string CompletionSubject = "pdf.docling.completed";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly BrokerClientOptions _options;
    private readonly NatsConnection _connection;
    private readonly NatsJSContext _jetStream;

    /// <summary>Connects when it is first used.</summary>
    public BrokerDocumentClient(BrokerClientOptions options)
    {
        _options = options;
        _connection = new NatsConnection(new NatsOpts
        {
            Url = options.Url, Name = "DaprProcessing.Client.Broker",
            AuthOpts = options.Token is { } token ? new NatsAuthOpts { Token = token } : NatsAuthOpts.Default,
        });
        _jetStream = new NatsJSContext(_connection);
    }

    /// <summary>Publishes the request and returns once the broker has stored it.</summary>
    /// <exception cref="DocumentProcessingException">The broker does not answer, or does not take it.</exception>
    public async Task PublishAsync(ControlMessage message, CancellationToken cancellationToken = default)
    {
        try
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(message, Json);
            var stored = await _jetStream.PublishAsync(RequestSubject, body, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            stored.EnsureSuccess();
        }
        catch (NatsException error)
        {
            throw DocumentProcessingException.Unreachable(error);
        }
    }

    /// <summary>Publishes the request and awaits its end.</summary>
    /// <param name="timeout">How long to wait; null for the message's own <c>processing_timeout</c>, with some time to be told,
    /// or without end where it has none. The job does not end by it.</param>
    /// <exception cref="DocumentProcessingException">The request was refused or its job has failed, with the reason's code; or
    /// the broker does not answer.</exception>
    /// <exception cref="TimeoutException">Nothing was heard in time.</exception>
    public async Task<CompletionMessage> ProcessAsync(
        ControlMessage message, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var patience = timeout
            ?? (message.ProcessingTimeout is { } seconds ? TimeSpan.FromSeconds(seconds) + _options.RepublishAfter : null);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (patience is { } known)
        {
            limit.CancelAfter(known);
        }

        try
        {
            var completion = await AwaitAsync(message, limit.Token).ConfigureAwait(false);
            return completion.Error is { } error
                ? throw new DocumentProcessingException(error) { JobId = completion.JobId } : completion;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing was heard of the request '{message.RequestId}' within {patience}.");
        }
        catch (NatsException error)
        {
            throw DocumentProcessingException.Unreachable(error);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    // Listens first: a request that came before is answered at once.
    private async Task<CompletionMessage> AwaitAsync(ControlMessage message, CancellationToken cancellationToken)
    {
        await using var completions = await _connection.SubscribeCoreAsync<byte[]>(
            CompletionSubject, cancellationToken: cancellationToken).ConfigureAwait(false);
        // The server knows of the subscription before the request is on its way.
        await _connection.PingAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            await PublishAsync(message, cancellationToken).ConfigureAwait(false);
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            pause.CancelAfter(_options.RepublishAfter);
            try
            {
                await foreach (var heard in completions.Msgs.ReadAllAsync(pause.Token).ConfigureAwait(false))
                {
                    if (Read(heard.Data) is { } completion && completion.RequestId == message.RequestId)
                    {
                        return completion;
                    }
                }

                throw new NatsException("the subscription has ended");
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Nothing yet.
            }
        }
    }

    // The subject is everybody's: what cannot be read is not ours.
    private static CompletionMessage? Read(byte[]? body)
    {
        try
        {
            return body is null ? null : JsonSerializer.Deserialize<CompletionMessage>(body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
