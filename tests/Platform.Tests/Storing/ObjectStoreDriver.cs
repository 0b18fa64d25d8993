using DaprProcessing.Local.Runtime;
using DaprProcessing.Platform.Objects;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Platform.Tests.Storing;

/// <summary>An object store as a service has it: over a sidecar with one binding component.</summary>
public sealed class ObjectStoreDriver : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private LocalRuntimeHost _runtime = null!;
    private ServiceProvider _services = null!;

    public IObjectStore Objects => _services.GetRequiredService<IObjectStore>();

    /// <param name="component">The spec of the component <c>objectstore</c>: type and metadata.</param>
    /// <param name="settings">Section <c>ObjectStore</c>.</param>
    public static async Task<ObjectStoreDriver> StartAsync(
        string type, IReadOnlyDictionary<string, string> component, params (string Name, string Value)[] settings)
    {
        var driver = new ObjectStoreDriver();
        var metadata = string.Concat(component.Select(item => $"    - name: {item.Key}\n      value: \"{item.Value}\"\n"));
        var yaml = "apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata:\n  name: objectstore\n"
            + $"spec:\n  type: {type}\n  version: v1\n  metadata:\n{metadata}";
        await File.WriteAllTextAsync(driver._folder.File("components/objectstore.yaml"), yaml);
        driver._runtime = await LocalRuntimeHost.StartAsync(new LocalRuntimeOptions
        {
            ResourcesPaths = [Path.Combine(driver._folder.Path, "components")],
            StateDirectory = Path.Combine(driver._folder.Path, "state"),
            Apps = [new AppOptions { AppId = "tester" }],
        });
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("DAPR_HTTP_ENDPOINT", driver._runtime.HttpEndpoint("tester").ToString()),
            new("DAPR_GRPC_ENDPOINT", driver._runtime.GrpcEndpoint("tester").ToString()),
            .. settings.Prepend((Name: "LargeWrites", Value: "presigned")).GroupBy(setting => setting.Name)
                .Select(setting => KeyValuePair.Create($"ObjectStore:{setting.Key}", (string?)setting.Last().Value)),
        ]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddDaprClient();
        driver._services = services.AddObjectStore().BuildServiceProvider();
        return driver;
    }

    /// <summary>Puts, reads, lists and deletes objects of every size and kind, and says where something differs.</summary>
    public async Task RoundTripAsync()
    {
        foreach (var (name, content, mediaType) in Contents())
        {
            await Objects.PutAsync($"round/{name}", content, mediaType, default);
            var copy = _folder.File($"copies/{name}");
            await Objects.DownloadAsync($"round/{name}", content.Length, copy, default);
            var back = await File.ReadAllBytesAsync(copy);
            Assert.True(content.AsSpan().SequenceEqual(back), $"{name} came back changed");
            var read = await Objects.GetAsync($"round/{name}", default);
            Assert.True(content.AsSpan().SequenceEqual(read.Span), $"{name} was read changed");
        }

        var keys = new List<string>();
        await foreach (var key in Objects.ListAsync("round/", after: "round/a-empty", default))
        {
            keys.Add(key);
        }

        Assert.Equal(Contents().Select(item => $"round/{item.Name}").Order(StringComparer.Ordinal).Skip(1), keys);
        Assert.Equal("{\"a\":1}"u8.ToArray(), (await Objects.GetAsync("round/json", default)).ToArray());
        await Objects.DeleteAsync("round/json", default);
        await Objects.DeleteAsync("round/json", default);
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => Objects.GetAsync("round/json", default));
        await Assert.ThrowsAsync<ObjectNotFoundException>(
            () => Objects.DownloadAsync("round/json", 1, _folder.File("copies/gone"), default));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _runtime.DisposeAsync();
        _folder.Dispose();
    }

    private static IEnumerable<(string Name, byte[] Content, string MediaType)> Contents()
    {
        yield return ("a-empty", [], "application/octet-stream");
        yield return ("json", "{\"a\":1}"u8.ToArray(), "application/json");
        // What daprd's S3 binding would store as something else.
        yield return ("scalar.txt", "\"quoted\""u8.ToArray(), "text/plain; charset=utf-8");
        yield return ("number.txt", "12345678901234567890"u8.ToArray(), "text/plain");
        yield return ("larger-than-a-message.bin", Noise(9 << 20), "application/pdf");
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
