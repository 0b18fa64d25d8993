using Dapr.Proto.Runtime.V1;
using Dapr.Protocol.Grpc;
using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.Dispatch;
using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Resources;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <summary>SubscribeTopicEventsAlpha1: a subscription that lives as long as its stream.</summary>
internal sealed class StreamingSubscribeCall(TopicSubscriber subscriber, CancellationToken stopping)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGrpcDuplexStream<SubscribeTopicEventsRequestAlpha1, SubscribeTopicEventsResponseAlpha1>(
            DaprService.PathOf("SubscribeTopicEventsAlpha1"), HandleAsync);

    private async Task HandleAsync(
        IAsyncEnumerable<SubscribeTopicEventsRequestAlpha1> requests, Func<SubscribeTopicEventsResponseAlpha1, ValueTask> write, HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var messages = requests.GetAsyncEnumerator(ending.Token);
        await using (messages)
        {
            if (!await messages.MoveNextAsync() || messages.Current.InitialRequest is not { } initial)
            {
                throw new RpcException(new Status(StatusCode.InvalidArgument, "the first message of the stream must be initial_request"));
            }

            var app = context.App();
            var definition = ToDefinition(initial);
            var sink = new StreamingSink(initial.PubsubName, write);
            await using var running = await StartAsync(app.AppId, definition, sink, ending.Token);
            app.AddStream(definition);
            try
            {
                await sink.WriteAsync(new SubscribeTopicEventsResponseAlpha1 { InitialResponse = new() }, ending.Token);
                while (await messages.MoveNextAsync())
                {
                    if (messages.Current.EventProcessed is { } processed)
                    {
                        sink.Processed(processed);
                    }
                }
            }
            finally
            {
                app.RemoveStream(definition);
                // Before the subscription drains, or it would wait for verdicts that cannot come.
                sink.Close();
            }
        }
    }

    private async Task<IAsyncDisposable> StartAsync(
        string appId, SubscriptionDefinition definition, IMessageSink sink, CancellationToken cancellationToken)
    {
        try
        {
            return await subscriber.StartAsync(appId, definition, sink, cancellationToken);
        }
        catch (ResourceException wrong)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, wrong.Message, wrong));
        }
        catch (ComponentException failure)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, failure.Message, failure));
        }
    }

    private static SubscriptionDefinition ToDefinition(SubscribeTopicEventsRequestInitialAlpha1 initial) => new(
        initial.PubsubName, initial.Topic, [SubscriptionRule.Default("/")],
        initial.HasDeadLetterTopic && initial.DeadLetterTopic.Length > 0 ? initial.DeadLetterTopic : null,
        new Dictionary<string, string>(initial.Metadata, StringComparer.OrdinalIgnoreCase), null, [], SubscriptionKind.Streaming);
}
