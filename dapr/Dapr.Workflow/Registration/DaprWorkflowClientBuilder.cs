using System.Text.Json;
using Dapr.Common.Serialization;
using Dapr.Workflow.Serialization;
using Dapr.Workflow.Worker;
using Microsoft.Extensions.Configuration;

namespace Dapr.Workflow.Registration;

/// <summary>Makes a client with settings of its own; what is not set comes from the configuration, then from the environment.</summary>
public sealed class DaprWorkflowClientBuilder(IConfiguration? configuration = null)
{
    private readonly IServiceProvider? _services;
    private Uri? _grpcEndpoint;
    private string? _apiToken;
    private Func<IServiceProvider, IDaprSerializer>? _serializer;

    internal DaprWorkflowClientBuilder(IConfiguration? configuration, IServiceProvider services)
        : this(configuration) => _services = services;

    /// <summary>The sidecar's gRPC address.</summary>
    public DaprWorkflowClientBuilder UseGrpcEndpoint(string grpcEndpoint)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(grpcEndpoint);
        _grpcEndpoint = SidecarAddress.Parse(grpcEndpoint);
        return this;
    }

    /// <summary>The token the sidecar asks for.</summary>
    public DaprWorkflowClientBuilder UseDaprApiToken(string apiToken)
    {
        _apiToken = apiToken;
        return this;
    }

    /// <summary>How inputs are written and results read.</summary>
    public DaprWorkflowClientBuilder UseSerializer(IDaprSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        _serializer = _ => serializer;
        return this;
    }

    /// <inheritdoc cref="UseSerializer(IDaprSerializer)"/>
    public DaprWorkflowClientBuilder UseSerializer(Func<IServiceProvider, IWorkflowSerializer> serializerFactory)
    {
        ArgumentNullException.ThrowIfNull(serializerFactory);
        _serializer = serializerFactory;
        return this;
    }

    /// <summary>JSON with other options than the default's.</summary>
    public DaprWorkflowClientBuilder UseJsonSerializer(JsonSerializerOptions jsonOptions) => UseSerializer(new JsonDaprSerializer(jsonOptions));

    /// <summary>Makes the client, which then owns its connection.</summary>
    public DaprWorkflowClient Build() => Build(new JsonDaprSerializer(), limits: null);

    internal DaprWorkflowClient Build(IDaprSerializer defaultSerializer, WorkflowMessageLimits? limits)
    {
        var hub = new TaskHub(
            _grpcEndpoint ?? SidecarAddress.GrpcEndpoint(configuration),
            _apiToken ?? SidecarAddress.ApiToken(configuration),
            limits?.MaxReceiveBytes,
            limits?.MaxSendBytes);
        return new DaprWorkflowClient(hub, _serializer is null ? defaultSerializer : _serializer(_services ?? NoServices.Instance), ownsHub: true);
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
