using System.Text.Json;
using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.CloudEvents;
using DaprProcessing.Local.Runtime.Loading;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Operations;

/// <summary>One message to publish, as HTTP and gRPC callers say it.</summary>
internal readonly record struct PublishCall(
    string PubSubName, string Topic, ReadOnlyMemory<byte> Data, string? ContentType,
    IReadOnlyDictionary<string, string> Metadata, TraceContext Trace);

/// <summary>Wraps messages into CloudEvents and hands them to the broker.</summary>
internal sealed class Publisher(ComponentCatalog catalog, TimeProvider time)
{
    private const int BulkConcurrency = 32;

    public Task PublishAsync(string appId, in PublishCall call, CancellationToken cancellationToken)
    {
        var pubSub = Find(appId, call.PubSubName, call.Topic);
        return StoreAsync(pubSub, ToRequest(appId, call), cancellationToken);
    }

    /// <summary>The messages that could not be stored, by their index, with the reason.</summary>
    public async Task<IReadOnlyList<(int Index, string Error)>> PublishManyAsync(
        string appId, string pubSubName, string topic, IReadOnlyList<PublishCall> calls, CancellationToken cancellationToken)
    {
        var pubSub = Find(appId, pubSubName, topic);
        var requests = calls.Select(call => ToRequest(appId, call)).ToList();
        var failures = new List<(int, string)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = BulkConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, requests.Count), options, async (index, token) =>
        {
            try
            {
                await StoreAsync(pubSub, requests[index], token);
            }
            catch (ApiException failure)
            {
                lock (failures)
                {
                    failures.Add((index, failure.Message));
                }
            }
        });
        failures.Sort();
        return failures;
    }

    private Loaded<IPubSub> Find(string appId, string name, string topic)
    {
        if (catalog.Find<IPubSub>(appId, name) is not { } pubSub)
        {
            throw catalog.HasAny<IPubSub>(appId)
                ? new ApiException(404, StatusCode.InvalidArgument, "ERR_PUBSUB_NOT_FOUND", $"pubsub {name} is not found")
                : new ApiException(400, StatusCode.FailedPrecondition, "ERR_PUBSUB_NOT_CONFIGURED", "no pubsub is configured");
        }

        if (topic.Length == 0)
        {
            throw new ApiException(404, StatusCode.InvalidArgument, "ERR_TOPIC_NAME_EMPTY", $"topic is empty in pubsub '{name}'");
        }

        return pubSub;
    }

    private PublishRequest ToRequest(string appId, in PublishCall call)
    {
        if (call.Metadata.TryGetValue("rawPayload", out var raw) && raw.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return new PublishRequest(call.Topic, call.Data);
        }

        if (call.Metadata.TryGetValue("ttlInSeconds", out var ttl) && (!int.TryParse(ttl, out var seconds) || seconds <= 0))
        {
            throw new ApiException(
                400, StatusCode.InvalidArgument, "ERR_PUBSUB_REQUEST_METADATA",
                $"ttlInSeconds '{ttl}' is not a number of seconds above 0");
        }

        try
        {
            var envelope = EnvelopeWriter.Write(new EnvelopeRequest(
                appId, call.PubSubName, call.Topic, call.Data, call.ContentType, call.Metadata, call.Trace, time.GetUtcNow()));
            return new PublishRequest(call.Topic, envelope.Data, envelope.Id);
        }
        catch (JsonException wrong)
        {
            throw new ApiException(
                400, StatusCode.InvalidArgument, "ERR_PUBSUB_CLOUD_EVENTS_SER", $"cannot read the CloudEvent: {wrong.Message}",
                wrong);
        }
    }

    private static async Task StoreAsync(Loaded<IPubSub> pubSub, PublishRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await pubSub.Instance.PublishAsync(request, cancellationToken);
        }
        catch (ComponentException failure)
        {
            throw new ApiException(
                500, StatusCode.Internal, "ERR_PUBSUB_PUBLISH_MESSAGE",
                $"error when publishing to topic {request.Topic} in pubsub {pubSub.Component.Name}: {failure.Message}", failure);
        }
    }
}
