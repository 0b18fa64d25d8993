using System.Collections.Concurrent;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Dispatch;
using DaprProcessing.Local.Runtime.Hosting;
using DaprProcessing.Local.Runtime.Loading;
using DaprProcessing.Local.Runtime.Pluggable;
using DaprProcessing.Local.Runtime.Resources;
using DaprProcessing.Local.Runtime.Workflows;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaprProcessing.Local.Runtime;

/// <summary>
/// The Dapr runtime API for any number of app ids in one process, on loopback only. Everything is up when
/// <see cref="StartAsync"/> returns, except that apps with a port are discovered in the background once that port opens.
/// </summary>
public sealed class LocalRuntimeHost : IAsyncDisposable
{
    private readonly LocalRuntimeOptions _options;
    private readonly ILogger _logger;
    private readonly ComponentCatalog _catalog;
    private readonly WorkflowEngine _workflows;
    private readonly RuntimeServices _services;
    private readonly RuntimeServer _server;
    private readonly ConcurrentDictionary<string, AppSession> _sessions = new();
    private readonly ConcurrentDictionary<string, bool> _shutDown = new();
    private readonly TaskCompletionSource _shutdownRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalRuntimeHost(
        LocalRuntimeOptions options, AppDirectory apps, ComponentCatalog catalog, WorkflowEngine workflows,
        ILoggerFactory loggerFactory)
    {
        (_options, _catalog, _workflows) = (options, catalog, workflows);
        _logger = loggerFactory.CreateLogger<LocalRuntimeHost>();
        _services = RuntimeServices.Create(options, apps, catalog, workflows.ConnectedWorkers, loggerFactory);
        _server = new RuntimeServer(options, _services, workflows, ShutDownApp, loggerFactory);
    }

    /// <summary>Ends when every app id has asked for the shutdown of its runtime (<c>/v1.0/shutdown</c>).</summary>
    public Task ShutdownRequested => _shutdownRequested.Task;

    /// <summary>Loads the resources, starts the components and listens.</summary>
    /// <exception cref="ResourceException">A file, a component or a subscription cannot be used; the message names
    /// it.</exception>
    public static async Task<LocalRuntimeHost> StartAsync(
        LocalRuntimeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckApps(options.Apps);
        var loggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance;
        var components = new ResourceLoader(loggerFactory.CreateLogger<ResourceLoader>()).Load(options.ResourcesPaths);
        Directory.CreateDirectory(options.StateDirectory);
        LocalRuntimeHost? host = null;
        var registry = new ComponentRegistry();
        if (options.ComponentSocketsFolder is { } sockets)
        {
            await PluggableComponents.RegisterAsync(
                registry, sockets, options.Apps[0].AppId, loggerFactory.CreateLogger(typeof(PluggableComponents)),
                cancellationToken);
        }

        options.ConfigureComponents?.Invoke(registry);
        var context = new ComponentContext(
            loggerFactory, options.Time, options.StateDirectory, () => host!.HttpEndpoint(options.Apps[0].AppId),
            options.MaxBodySizeBytes);
        var inScope = components.Where(component => options.Apps.Any(app => component.IsInScope(app.AppId)));
        var catalog = await new ComponentLoader(registry, context).LoadAsync(inScope, cancellationToken);
        WorkflowEngine? workflows = null;
        try
        {
            workflows = await OpenWorkflowsAsync(options, loggerFactory, cancellationToken);
            var apps = new AppDirectory([.. options.Apps.Select(app => new AppRuntime(app))], options.Peers);
            host = new LocalRuntimeHost(options, apps, catalog, workflows, loggerFactory);
            await host._server.StartAsync(cancellationToken);
        }
        catch
        {
            // A port that is taken, mostly: nothing may stay half up in a process that goes on.
            await (host?._server.DisposeAsync() ?? ValueTask.CompletedTask);
            host?._services.Invoker.Dispose();
            await (workflows?.DisposeAsync() ?? ValueTask.CompletedTask);
            await catalog.DisposeAsync();
            throw;
        }

        host.StartSessions();
        return host;
    }

    /// <summary>Calls of the API since the start, by app id and method; the same as <c>GET /v1.0/local/calls</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Calls => _server.Calls.Read();

    /// <summary>Where the app finds the runtime's HTTP API.</summary>
    public Uri HttpEndpoint(string appId) => _server.HttpEndpoint(_services.Apps.Require(appId).AppId);

    /// <summary>Where the app finds the runtime's gRPC API.</summary>
    public Uri GrpcEndpoint(string appId) => _server.GrpcEndpoint(_services.Apps.Require(appId).AppId);

    /// <summary>
    /// Waits for the app's port, asks it what it subscribes to and starts delivering; returns when messages flow.
    /// </summary>
    /// <exception cref="ResourceException">One of its subscriptions can never work.</exception>
    public async Task AttachAppAsync(string appId, Uri appAddress, CancellationToken cancellationToken = default)
    {
        var app = _services.Apps.Require(appId);
        await DetachAppAsync(appId);
        var session = CreateSession(app, appAddress);
        _sessions[appId] = session;
        await session.Ready.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Stops delivering to the app; returns when no message is in its hands. Undelivered ones stay with the broker.
    /// </summary>
    public async Task DetachAppAsync(string appId)
    {
        if (_sessions.TryRemove(_services.Apps.Require(appId).AppId, out var session))
        {
            await session.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Apps first, while the API they call from their handlers is still there.
        await Task.WhenAll(_services.Apps.All.Select(app => DetachAppAsync(app.AppId)));
        // The engine before the server: its work item streams never end by themselves.
        await _workflows.DisposeAsync();
        await _server.DisposeAsync();
        _services.Invoker.Dispose();
        await _catalog.DisposeAsync();
    }

    private void StartSessions()
    {
        foreach (var app in _services.Apps.All)
        {
            if (app.Options.AppPort is { } port)
            {
                _sessions[app.AppId] = CreateSession(app, new Uri($"http://{app.Options.AppChannelAddress}:{port}"));
            }
        }
    }

    private AppSession CreateSession(AppRuntime app, Uri address) =>
        new(app, address, _services.Subscriber, _options.Time, _logger);

    private void ShutDownApp(AppRuntime app)
    {
        _logger.LogInformation("{AppId} asks its runtime to shut down", app.AppId);
        _shutDown[app.AppId] = true;
        if (_shutDown.Count == _services.Apps.All.Count)
        {
            _shutdownRequested.TrySetResult();
        }
    }

    private static Task<WorkflowEngine> OpenWorkflowsAsync(
        LocalRuntimeOptions options, ILoggerFactory loggerFactory, CancellationToken cancellationToken) =>
        WorkflowEngine.OpenAsync(
        new WorkflowEngineOptions
        {
            DatabasePath = Path.Combine(options.StateDirectory, "workflows.db"),
            TimeProvider = options.Time,
            MaxMessageBytes = (int)Math.Min(options.MaxBodySizeBytes, int.MaxValue / 2),
            Retention = options.WorkflowRetention,
            LosesStart = options.LosesWorkflowStart,
        },
        loggerFactory, cancellationToken);

    private static void CheckApps(IReadOnlyList<AppOptions> apps)
    {
        if (apps.Count == 0)
        {
            throw new ArgumentException("at least one app id is needed");
        }

        if (apps.GroupBy(app => app.AppId).FirstOrDefault(same => same.Key.Length == 0 || same.Count() > 1) is { } wrong)
        {
            throw new ArgumentException($"app id '{wrong.Key}' is empty or used twice");
        }
    }
}
