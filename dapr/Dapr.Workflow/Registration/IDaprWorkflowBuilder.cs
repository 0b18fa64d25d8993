using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Workflow.Registration;

/// <summary>Goes on configuring workflows after they were added.</summary>
public interface IDaprWorkflowBuilder
{
    /// <summary>The app's services.</summary>
    IServiceCollection Services { get; }
}
