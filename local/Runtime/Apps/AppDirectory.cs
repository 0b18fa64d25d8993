namespace DaprProcessing.Local.Runtime.Apps;

/// <summary>The app ids this runtime serves, and the runtimes of those it does not.</summary>
internal sealed class AppDirectory(IReadOnlyList<AppRuntime> apps, IReadOnlyDictionary<string, Uri> peers)
{
    private readonly Dictionary<string, AppRuntime> _byId = apps.ToDictionary(app => app.AppId);

    public IReadOnlyList<AppRuntime> All => apps;

    public AppRuntime? Find(string appId) => _byId.GetValueOrDefault(appId);

    public AppRuntime Require(string appId) =>
        Find(appId) ?? throw new ArgumentException(
            $"app id '{appId}' is not one of this runtime's: {string.Join(", ", _byId.Keys)}");

    /// <summary>The HTTP address of another runtime that serves the app id.</summary>
    public Uri? Peer(string appId) => peers.GetValueOrDefault(appId);
}
