using Dapr;
using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Platform.State;
using Grpc.Core;

namespace DaprProcessing.Orchestrator.Health;

/// <summary>
/// Sends a message through the broker to the orchestrators, and looks whether it arrives: with any of them, since they share one
/// group, so what tells is a mark in the state store.
/// </summary>
internal sealed class Canary(DaprClient dapr, StateDocument<CanaryMark> marks, TimeProvider time) : IHealthPart
{
    private static readonly TimeSpan PublishWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ArriveWithin = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KeepMarks = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<PartHealth>> LookAsync(CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        return await PublishAsync(id, cancellationToken) is { } refused
            ? [new(HealthParts.Broker, refused), new(HealthParts.Messages, "none can be sent")]
            : [new(HealthParts.Broker), new(HealthParts.Messages, await ArrivalAsync(id, cancellationToken))];
    }

    /// <summary>The message has come back.</summary>
    public Task ArrivedAsync(CanaryMessage message, CancellationToken cancellationToken) =>
        marks.TryCreateAsync(KeyOf(message.Id), new CanaryMark(time.GetUtcNow()), KeepMarks, cancellationToken);

    private static bool IsNoAnswer(Exception error, CancellationToken cancellationToken) => error is DaprException or RpcException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static string KeyOf(string id) => $"_canary/{id}";

    private async Task<string?> PublishAsync(string id, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PublishWithin);
        try
        {
            await dapr.PublishEventAsync(DaprNames.PubSub, Topics.Canary, new CanaryMessage(id), limit.Token);
            return null;
        }
        catch (Exception error) when (IsNoAnswer(error, cancellationToken))
        {
            return "the broker takes no message";
        }
    }

    private async Task<string?> ArrivalAsync(string id, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ArriveWithin);
        try
        {
            while (await marks.FindAsync(KeyOf(id), limit.Token) is null)
            {
                await Task.Delay(LookEvery, time, limit.Token);
            }

            return null;
        }
        catch (Exception error) when (IsNoAnswer(error, cancellationToken))
        {
            return $"a message has not arrived within {ArriveWithin.TotalSeconds} s: the queue is long, or stands still";
        }
    }
}

/// <param name="Id">Names the look.</param>
internal sealed record CanaryMessage(string Id);

internal sealed record CanaryMark(DateTimeOffset ArrivedAt);
