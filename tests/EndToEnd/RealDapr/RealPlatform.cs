using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.RealDapr;

/// <summary>
/// <c>eng/run-dapr.sh</c> with the files it ships, on the real Dapr and on a store of its own: one for the tests of a class. It
/// starts with the first test that is not skipped, and again where it has ended.
/// </summary>
public sealed class RealPlatform : IAsyncLifetime
{
    /// <summary>The stage of which there are several replicas.</summary>
    public const string Reader = "png-to-text";

    public const int Readers = 2;

    private DaprInstallation? _dapr;
    private S3Server? _s3;
    private DaprScript? _script;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <param name="broker">The same each time: <c>pluggable</c> or <c>builtin</c>.</param>
    public async Task<DaprScript> StartedAsync(string broker)
    {
        if (_script is { HasEnded: true })
        {
            await DisposeAsync();
        }

        if (_script is null)
        {
            _dapr = DaprInstallation.Real();
            _s3 = new S3Server();
            await _s3.InitializeAsync();
            _script = DaprScript.Start(
                _dapr, _s3, await _s3.CreateBucketAsync(), options: ["--broker", broker, "--replicas", $"{Reader}={Readers}"]);
        }

        await _script.WaitUntilReadyAsync();
        return _script;
    }

    public async Task DisposeAsync()
    {
        try
        {
            await (_script?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        finally
        {
            await (_s3?.DisposeAsync() ?? Task.CompletedTask);
            _dapr?.Dispose();
            (_script, _s3, _dapr) = (null, null, null);
        }
    }
}
