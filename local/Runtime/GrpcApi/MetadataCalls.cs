using Dapr.Proto.Runtime.V1;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Operations;
using DaprProcessing.Local.Runtime.Resources;
using Google.Protobuf.WellKnownTypes;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <summary>GetMetadata and SetMetadata.</summary>
internal static class MetadataCalls
{
    public static void MapMetadataCalls(this IEndpointRouteBuilder routes, MetadataReport report)
    {
        routes.MapDaprUnary<GetMetadataRequest, GetMetadataResponse>("GetMetadata", (_, context) => Task.FromResult(Read(report, context.App())));
        routes.MapDaprUnary<SetMetadataRequest, Empty>("SetMetadata", (request, context) =>
        {
            context.App().Extended[request.Key] = request.Value;
            return Task.FromResult(new Empty());
        });
    }

    private static GetMetadataResponse Read(MetadataReport report, AppRuntime app)
    {
        var response = new GetMetadataResponse
        {
            Id = app.AppId,
            RuntimeVersion = MetadataReport.RuntimeVersion,
            ActorRuntime = new ActorRuntime { RuntimeStatus = ActorRuntime.Types.ActorRuntimeStatus.Disabled },
            Workflows = new MetadataWorkflows { ConnectedWorkers = report.ConnectedWorkers(app) },
        };
        foreach (var component in report.Components(app))
        {
            var registered = new RegisteredComponents { Name = component.Name, Type = component.Definition.Type, Version = component.Definition.Version };
            registered.Capabilities.AddRange(component.Capabilities);
            response.RegisteredComponents.Add(registered);
        }

        response.ExtendedMetadata.Add(new Dictionary<string, string>(MetadataReport.Extended(app)));
        response.Subscriptions.AddRange(app.Subscriptions.Select(ToMessage));
        if (MetadataReport.Connection(app) is { } connection)
        {
            response.AppConnectionProperties = new AppConnectionProperties
            {
                Port = connection.Port, Protocol = connection.Protocol, ChannelAddress = connection.Address, MaxConcurrency = connection.MaxConcurrency,
            };
        }

        return response;
    }

    private static PubsubSubscription ToMessage(SubscriptionDefinition subscription)
    {
        var message = new PubsubSubscription
        {
            PubsubName = subscription.PubSubName,
            Topic = subscription.Topic,
            DeadLetterTopic = subscription.DeadLetterTopic ?? "",
            Rules = new PubsubSubscriptionRules(),
            Type = PubsubSubscriptionType.Programmatic,
        };
        message.Metadata.Add(new Dictionary<string, string>(subscription.Metadata));
        message.Rules.Rules.Add(new PubsubSubscriptionRule { Path = subscription.Path });
        return message;
    }
}
