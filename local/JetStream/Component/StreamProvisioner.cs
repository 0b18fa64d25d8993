using System.Text.Json.Nodes;
using DaprProcessing.Local.Components;
using DaprProcessing.Local.JetStream.Api;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.JetStream;

/// <summary>
/// Sees to it that a subject has a stream: one that is there already wins, whoever made it; a missing one is created, and a
/// subject missing in its stream is added. Run again after a loss, it heals a deleted stream or a wiped server.
/// </summary>
internal sealed class StreamProvisioner(JetStreamClient jetStream, JetStreamSettings settings, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The name of the stream that stores <paramref name="subject"/>.</summary>
    public async Task<string> EnsureAsync(string subject, string? streamName, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await jetStream.FindStreamBySubjectAsync(subject, cancellationToken).ConfigureAwait(false)
                ?? await CreateOrExtendAsync(subject, streamName, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<string> CreateOrExtendAsync(string subject, string? streamName, CancellationToken cancellationToken)
    {
        if (settings.IsStrict)
        {
            throw new ComponentException(ComponentErrorKind.Invalid, $"no stream stores '{subject}', and daprd does not make one");
        }

        var (name, listed, subjects) = settings.Catalog.Find(subject);
        if (!listed && streamName is not null)
        {
            name = streamName;
        }

        if (await jetStream.FindStreamAsync(name, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            var config = existing.Config.DeepClone().AsObject();
            config["subjects"] = new JsonArray([.. existing.Subjects.Union(subjects).Select(text => JsonValue.Create(text))]);
            await jetStream.UpdateStreamAsync(config, cancellationToken).ConfigureAwait(false);
            logger.LogInformation("Stream {Stream} now takes {Subject} too", name, subject);
            return name;
        }

        try
        {
            await jetStream.CreateStreamAsync(settings.Stream.ToConfig(name, subjects, listed), cancellationToken).ConfigureAwait(false);
            logger.LogInformation("Created stream {Stream} for {Subjects}", name, string.Join(", ", subjects));
        }
        catch (JetStreamApiException exception) when (exception.ErrorCode == JetStreamErrorCodes.StreamNameInUse)
        {
            // Another replica was first, with other settings: its stream is as good.
            logger.LogInformation("Stream {Stream} was created by someone else meanwhile", name);
        }

        return name;
    }
}
