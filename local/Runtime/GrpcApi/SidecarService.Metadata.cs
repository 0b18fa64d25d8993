using DaprProcessing.Local.Runtime.Operations;
using DaprProcessing.Local.Runtime.Protos.Sidecar;
using DaprProcessing.Local.Runtime.Resources;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <content>GetMetadata and SetMetadata.</content>
internal sealed partial class SidecarService
{
    public override Task<GetMetadataResponse> GetMetadata(GetMetadataRequest request, ServerCallContext context)
    {
        var app = App(context);
        var response = new GetMetadataResponse
        {
            Id = app.AppId,
            RuntimeVersion = MetadataReport.RuntimeVersion,
            ActorRuntime = new ActorRuntime { RuntimeStatus = ActorRuntime.Types.ActorRuntimeStatus.Disabled },
            Workflows = new MetadataWorkflows { ConnectedWorkers = services.Report.ConnectedWorkers(app) },
        };
        foreach (var component in services.Report.Components(app))
        {
            response.RegisteredComponents.Add(new RegisteredComponents
            {
                Name = component.Name, Type = component.Definition.Type, Version = component.Definition.Version,
                Capabilities = { component.Capabilities },
            });
        }

        response.ExtendedMetadata.Add(new Dictionary<string, string>(MetadataReport.Extended(app)));
        response.Subscriptions.AddRange(app.Subscriptions.Select(ToMessage));
        if (MetadataReport.Connection(app) is { } connection)
        {
            response.AppConnectionProperties = new AppConnectionProperties
            {
                Port = connection.Port, Protocol = connection.Protocol, ChannelAddress = connection.Address,
                MaxConcurrency = connection.MaxConcurrency,
            };
        }

        return Task.FromResult(response);
    }

    public override Task<Empty> SetMetadata(SetMetadataRequest request, ServerCallContext context)
    {
        App(context).Extended[request.Key] = request.Value;
        return Task.FromResult(new Empty());
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
