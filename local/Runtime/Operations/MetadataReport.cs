using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Loading;

namespace DaprProcessing.Local.Runtime.Operations;

/// <summary>What the runtime says about itself to one app.</summary>
internal sealed class MetadataReport(ComponentCatalog catalog, Func<string, int> connectedWorkers)
{
    /// <summary>The Dapr release whose API this runtime speaks.</summary>
    public const string RuntimeVersion = "1.18.3-local";

    public IEnumerable<LoadedComponent> Components(AppRuntime app) => catalog.InScope(app.AppId);

    public int ConnectedWorkers(AppRuntime app) => connectedWorkers(app.AppId);

    /// <summary>
    /// Null while no app is attached. The protocol is always http: apps that speak gRPC (AppCallback) are not called.
    /// </summary>
    public static (int Port, string Protocol, string Address, int MaxConcurrency)? Connection(AppRuntime app)
    {
        var port = app.Channel?.Address.Port ?? app.Options.AppPort;
        var address = app.Channel?.Address.Host ?? app.Options.AppChannelAddress;
        return port is null ? null : (port.Value, "http", address, app.Options.AppMaxConcurrency ?? 0);
    }

    public static IReadOnlyDictionary<string, string> Extended(AppRuntime app) => new Dictionary<string, string>(app.Extended)
    {
        ["daprRuntimeVersion"] = RuntimeVersion,
        ["appCallback"] = "http only",
    };
}
