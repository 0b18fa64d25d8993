using DaprProcessing.Components;
using Microsoft.Extensions.Logging;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.JetStream;

/// <summary>
/// Sees to it that a subject has a stream: one that is there already wins, whoever made it; a missing one is created, and a
/// subject missing in its stream is added. Run again after a loss, it heals a deleted stream or a wiped server.
/// </summary>
internal sealed partial class StreamProvisioner(
    BrokerConnection connection, JetStreamSettings settings, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The name of the stream that stores <paramref name="subject"/>.</summary>
    public async Task<string> EnsureAsync(string subject, string? streamName, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await FindBySubjectAsync(subject, cancellationToken)
                ?? await CreateOrExtendAsync(subject, streamName, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private Task<string?> FindBySubjectAsync(string subject, CancellationToken cancellationToken) => connection.CallAsync(
        async (jetStream, token) =>
        {
            await foreach (var name in jetStream.ListStreamNamesAsync(subject, token))
            {
                return name;
            }

            // NATS.Net ends the list without a word when it is cancelled; that is no answer.
            token.ThrowIfCancellationRequested();
            return null;
        },
        cancellationToken);

    private async Task<StreamConfig?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await connection.CallAsync(
                (jetStream, token) => jetStream.GetStreamAsync(name, cancellationToken: token), cancellationToken);
            return stream.Info.Config;
        }
        catch (NatsJSApiException exception) when (exception.Error.ErrCode == JetStreamErrorCodes.StreamNotFound)
        {
            return null;
        }
    }

    private async Task<string> CreateOrExtendAsync(string subject, string? streamName, CancellationToken cancellationToken)
    {
        var (name, listing, subjects) = settings.Catalog.Find(subject);
        if (listing == StreamListing.None && streamName is not null)
        {
            name = streamName;
        }

        if (await FindAsync(name, cancellationToken) is { } existing)
        {
            var extended = existing with { Subjects = [.. (existing.Subjects ?? []).Union(subjects)] };
            await connection.CallAsync((jetStream, token) => jetStream.UpdateStreamAsync(extended, token), cancellationToken);
            LogExtended(name, subject);
            return name;
        }

        var config = settings.Stream.ToConfig(name, subjects, listing);
        try
        {
            await connection.CallAsync((jetStream, token) => jetStream.CreateStreamAsync(config, token), cancellationToken);
            LogCreated(name, string.Join(", ", subjects));
        }
        catch (NatsJSApiException exception) when (exception.Error.ErrCode == JetStreamErrorCodes.StreamNameInUse)
        {
            // Another replica was first, with other settings: its stream is as good.
            LogCreatedElsewhere(name);
        }

        return name;
    }

    [LoggerMessage(LogLevel.Information, "Stream {Stream} now takes {Subject} too")]
    private partial void LogExtended(string stream, string subject);

    [LoggerMessage(LogLevel.Information, "Created stream {Stream} for {Subjects}")]
    private partial void LogCreated(string stream, string subjects);

    [LoggerMessage(LogLevel.Information, "Stream {Stream} was created by someone else meanwhile")]
    private partial void LogCreatedElsewhere(string stream);
}
