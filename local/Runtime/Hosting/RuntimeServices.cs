using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Dispatch;
using DaprProcessing.Local.Runtime.Loading;
using DaprProcessing.Local.Runtime.Operations;
using DaprProcessing.Local.Runtime.Policies;

namespace DaprProcessing.Local.Runtime.Hosting;

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
