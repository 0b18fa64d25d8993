using System.Text;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using NATS.Client.JetStream;

namespace DaprProcessing.EndToEnd.Documentation;

/// <summary>A platform that asks for keys, with dead letters to be looked at, replayed and dropped.</summary>
internal sealed class KeyedPlatform : IAsyncDisposable
{
    private const string AdminKey = "administrator-of-the-documentation";

    private readonly TempFolder _folder = new();
    private PlatformProcess _platform = null!;

    public static async Task<KeyedPlatform> StartAsync()
    {
        var keyed = new KeyedPlatform();
        keyed._platform = await PlatformProcess.StartAsync(keyed._folder.Path, ("Tenants__AdminKey", AdminKey));
        await using var connection = new Broker(keyed._folder.Path).Connect();
        for (var number = 1; number <= 3; number++)
        {
            var letter = Encoding.UTF8.GetBytes($$"""{"letter":{{number}}}""");
            (await new NatsJSContext(connection).PublishAsync("png.created", letter)).EnsureSuccess();
        }

        return keyed;
    }

    public ReadersShell OpenShell(byte[] sound) => new(_platform.Http.BaseAddress!, AdminKey, job: "", partly: "", sound);

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        _folder.Dispose();
    }
}
