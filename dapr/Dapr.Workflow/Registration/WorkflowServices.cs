using Dapr.Common.Serialization;
using Dapr.Workflow.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Workflow.Registration;

/// <summary>One call of AddDaprWorkflow: what it registers is added to what the others did.</summary>
internal sealed record WorkflowRegistration(Action<WorkflowRuntimeOptions> Configure);

/// <summary>The serializer of an app's workflows, made when it is first needed.</summary>
internal sealed record WorkflowSerializerChoice(Func<IServiceProvider, IDaprSerializer> Create);

/// <summary>Bounds on the messages between an app and its sidecar, in bytes; null: none.</summary>
internal sealed record WorkflowMessageLimits(int? MaxReceiveBytes, int? MaxSendBytes);

/// <summary>What worker and client share in one app.</summary>
internal sealed class WorkflowServices : IDisposable
{
    public WorkflowServices(
        IServiceProvider services,
        IEnumerable<WorkflowRegistration> registrations,
        IEnumerable<WorkflowSerializerChoice> serializers,
        IEnumerable<WorkflowMessageLimits> limits)
    {
        foreach (var registration in registrations)
            registration.Configure(Options);
        Serializer = serializers.LastOrDefault()?.Create(services) ?? services.GetService<IDaprSerializer>() ?? new JsonDaprSerializer();
        var limit = limits.LastOrDefault();
        var configuration = services.GetService<IConfiguration>();
        Hub = new TaskHub(
            SidecarAddress.GrpcEndpoint(configuration), SidecarAddress.ApiToken(configuration), limit?.MaxReceiveBytes, limit?.MaxSendBytes);
    }

    public WorkflowRuntimeOptions Options { get; } = new();

    public IDaprSerializer Serializer { get; }

    public TaskHub Hub { get; }

    public void Dispose() => Hub.Dispose();
}
