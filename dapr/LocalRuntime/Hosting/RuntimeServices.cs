using Dapr.LocalRuntime.Apps;
using Dapr.LocalRuntime.Dispatch;
using Dapr.LocalRuntime.Loading;
using Dapr.LocalRuntime.Operations;
using Dapr.LocalRuntime.Policies;

namespace Dapr.LocalRuntime.Hosting;

/// <summary>The parts behind the API, once each for all app ids.</summary>
internal sealed record RuntimeServices(
    AppDirectory Apps, ComponentCatalog Catalog, Publisher Publisher, StateAccess State, BindingInvoker Bindings, SecretReader Secrets,
    AppInvoker Invoker, MetadataReport Report, TopicSubscriber Subscriber)
{
    public static RuntimeServices Create(
        LocalRuntimeOptions options, AppDirectory apps, ComponentCatalog catalog, PolicyCatalog policies, Func<string, int> connectedWorkers,
        ILoggerFactory loggerFactory) => new(
        apps, catalog, new Publisher(catalog, policies, options.Time), new StateAccess(catalog, policies), new BindingInvoker(catalog, policies),
        new SecretReader(catalog), new AppInvoker(apps, policies, options.DaprApiToken), new MetadataReport(catalog, connectedWorkers),
        new TopicSubscriber(catalog, policies, options.IsStrict, options.Time, loggerFactory));
}
