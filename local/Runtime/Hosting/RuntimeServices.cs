using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Dispatch;
using DaprProcessing.Local.Runtime.Loading;
using DaprProcessing.Local.Runtime.Operations;

namespace DaprProcessing.Local.Runtime.Hosting;

/// <summary>The parts behind the API, once each for all app ids.</summary>
internal sealed record RuntimeServices(
    AppDirectory Apps, ComponentCatalog Catalog, Publisher Publisher, StateAccess State, BindingInvoker Bindings,
    AppInvoker Invoker,
    MetadataReport Report, TopicSubscriber Subscriber)
{
    public static RuntimeServices Create(
        LocalRuntimeOptions options, AppDirectory apps, ComponentCatalog catalog, Func<string, int> connectedWorkers,
        ILoggerFactory loggerFactory) => new(
        apps, catalog, new Publisher(catalog, options.Time), new StateAccess(catalog), new BindingInvoker(catalog),
        new AppInvoker(apps, options.Time, options.DaprApiToken), new MetadataReport(catalog, connectedWorkers),
        new TopicSubscriber(catalog, options.Time, loggerFactory));
}
