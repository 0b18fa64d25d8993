namespace DaprProcessing.Gateway.Workflows;

internal static class WorkflowsRegistration
{
    /// <summary>Adds what has the orchestrator start and stop workflows.</summary>
    public static IServiceCollection AddWorkflows(this IServiceCollection services) => services
        .AddSingleton<OrchestratorClient>().AddSingleton<WorkflowStarter>()
        .AddHostedService(provider => provider.GetRequiredService<WorkflowStarter>());
}
