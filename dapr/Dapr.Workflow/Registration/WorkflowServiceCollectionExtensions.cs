using System.Text.Json;
using Dapr.Common.Serialization;
using Dapr.Workflow.Registration;
using Dapr.Workflow.Serialization;
using Dapr.Workflow.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dapr.Workflow;

/// <summary>Adds workflows to an app: the client, and the worker where anything is registered to run.</summary>
public static class WorkflowServiceCollectionExtensions
{
    /// <summary>Adds the client alone.</summary>
    public static IServiceCollection AddDaprWorkflow(this IServiceCollection services) => services.AddDaprWorkflow(static _ => { });

    /// <summary>Adds the client, and the worker that runs what <paramref name="configure"/> registers. Calls add up.</summary>
    public static IServiceCollection AddDaprWorkflow(
        this IServiceCollection services, Action<WorkflowRuntimeOptions> configure, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        services.AddDaprWorkflowBuilder(configure, lifetime: lifetime);
        return services;
    }

    /// <summary>As above, with more to configure.</summary>
    public static DaprWorkflowBuilder AddDaprWorkflowBuilder(
        this IServiceCollection services,
        Action<WorkflowRuntimeOptions>? configureRuntime = null,
        Action<IServiceProvider, DaprWorkflowClientBuilder>? configureClient = null,
        ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configureRuntime is not null)
            services.AddSingleton(new WorkflowRegistration(configureRuntime));
        services.TryAddSingleton<WorkflowServices>();
        services.TryAddSingleton<WorkflowTurnHandler>();
        services.TryAddSingleton<ActivityHandler>();
        services.AddHostedService<WorkflowWorker>();
        services.TryAdd(ServiceDescriptor.Describe(typeof(DaprWorkflowClient), provider => CreateClient(provider, configureClient), lifetime));
        services.TryAdd(ServiceDescriptor.Describe(typeof(IDaprWorkflowClient), provider => provider.GetRequiredService<DaprWorkflowClient>(), lifetime));
        return new DaprWorkflowBuilder(services);
    }

    private static DaprWorkflowClient CreateClient(IServiceProvider provider, Action<IServiceProvider, DaprWorkflowClientBuilder>? configure)
    {
        var shared = provider.GetRequiredService<WorkflowServices>();
        if (configure is null)
            return new DaprWorkflowClient(shared.Hub, shared.Serializer, ownsHub: false);
        var builder = new DaprWorkflowClientBuilder(provider.GetService<IConfiguration>(), provider);
        configure(provider, builder);
        return builder.Build(shared.Serializer, provider.GetService<WorkflowMessageLimits>());
    }

    /// <summary>What can be configured beside what is run.</summary>
    public readonly struct DaprWorkflowBuilder(IServiceCollection services) : IDaprWorkflowBuilder
    {
        /// <inheritdoc/>
        public IServiceCollection Services { get; } = services;

        /// <summary>How inputs, results, events and statuses are written and read.</summary>
        public DaprWorkflowBuilder WithSerializer(IDaprSerializer serializer)
        {
            ArgumentNullException.ThrowIfNull(serializer);
            Services.AddSingleton(new WorkflowSerializerChoice(_ => serializer));
            return this;
        }

        /// <inheritdoc cref="WithSerializer(IDaprSerializer)"/>
        public DaprWorkflowBuilder WithSerializer(Func<IServiceProvider, IWorkflowSerializer> serializerFactory)
        {
            ArgumentNullException.ThrowIfNull(serializerFactory);
            Services.AddSingleton(new WorkflowSerializerChoice(serializerFactory));
            return this;
        }

        /// <summary>JSON with other options than the default's.</summary>
        public DaprWorkflowBuilder WithJsonSerializer(JsonSerializerOptions jsonOptions) => WithSerializer(new JsonDaprSerializer(jsonOptions));

        /// <summary>Bounds the messages between app and sidecar, in bytes; null: no bound.</summary>
        public DaprWorkflowBuilder WithGrpcMessageSizeLimits(int? maxReceiveMessageSize = null, int? maxSendMessageSize = null)
        {
            Services.AddSingleton(new WorkflowMessageLimits(maxReceiveMessageSize, maxSendMessageSize));
            return this;
        }
    }
}
