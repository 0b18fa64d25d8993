using Dapr.Workflow.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Workflow;

/// <summary>What the worker can run. Names are compared without regard to case; the first registration of a name wins.</summary>
public sealed class WorkflowRuntimeOptions
{
    private readonly Dictionary<string, Func<IServiceProvider, IWorkflow>> _workflows = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<IServiceProvider, IWorkflowActivity>> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many workflow turns run at a time.</summary>
    /// <value>100 unless set.</value>
    [Obsolete("The published SDK ignores this from 1.18 on.")]
    public int MaxConcurrentWorkflows
    {
        get => WorkflowSlots;
        set => WorkflowSlots = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one turn must be able to run.");
    }

    /// <summary>How many activities run at a time.</summary>
    /// <value>100 unless set.</value>
    [Obsolete("The published SDK ignores this from 1.18 on.")]
    public int MaxConcurrentActivities
    {
        get => ActivitySlots;
        set => ActivitySlots = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one activity must be able to run.");
    }

    internal int WorkflowSlots { get; private set; } = 100;

    internal int ActivitySlots { get; private set; } = 100;

    internal bool IsEmpty => _workflows.Count == 0 && _activities.Count == 0;

    /// <summary>Registers a workflow given as a function.</summary>
    public void RegisterWorkflow<TInput, TOutput>(string name, Func<WorkflowContext, TInput, Task<TOutput>> implementation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(implementation);
        var workflow = new FunctionWorkflow<TInput, TOutput>(implementation);
        _workflows.TryAdd(name, _ => workflow);
    }

    /// <summary>Registers a workflow class, by default under its own name. Each turn makes an instance; its constructor may ask for services.</summary>
    public void RegisterWorkflow<TWorkflow>(string? name = null)
        where TWorkflow : class, IWorkflow
    {
        var create = ActivatorUtilities.CreateFactory<TWorkflow>(Type.EmptyTypes);
        _workflows.TryAdd(name ?? typeof(TWorkflow).Name, services => create(services, null));
    }

    /// <summary>Registers an activity given as a function.</summary>
    public void RegisterActivity<TInput, TOutput>(string name, Func<WorkflowActivityContext, TInput, Task<TOutput>> implementation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(implementation);
        var activity = new FunctionActivity<TInput, TOutput>(implementation);
        _activities.TryAdd(name, _ => activity);
    }

    /// <summary>Registers an activity class, by default under its own name. Each run makes an instance; its constructor may ask for services.</summary>
    public void RegisterActivity<TActivity>(string? name = null)
        where TActivity : class, IWorkflowActivity
    {
        var create = ActivatorUtilities.CreateFactory<TActivity>(Type.EmptyTypes);
        _activities.TryAdd(name ?? typeof(TActivity).Name, services => create(services, null));
    }

    internal IWorkflow? CreateWorkflow(string name, IServiceProvider services) =>
        _workflows.TryGetValue(name, out var create) ? create(services) : null;

    internal IWorkflowActivity? CreateActivity(string name, IServiceProvider services) =>
        _activities.TryGetValue(name, out var create) ? create(services) : null;

    private sealed class FunctionWorkflow<TInput, TOutput>(Func<WorkflowContext, TInput, Task<TOutput>> implementation) : Workflow<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(WorkflowContext context, TInput input) => implementation(context, input);
    }

    private sealed class FunctionActivity<TInput, TOutput>(Func<WorkflowActivityContext, TInput, Task<TOutput>> implementation)
        : WorkflowActivity<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(WorkflowActivityContext context, TInput input) => implementation(context, input);
    }
}
