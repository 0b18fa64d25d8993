using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>One platform for the tests that leave it standing.</summary>
public sealed class PlatformFixture : IAsyncLifetime
{
    private readonly TempFolder _data = new();

    public PlatformProcess Platform { get; private set; } = null!;

    public JobDriver Jobs => Platform.Jobs();

    public async Task InitializeAsync() =>
        Platform = await PlatformProcess.StartAsync(_data.Path, ("Gateway__MaxUploadBytes", "20000000"));

    public async Task DisposeAsync()
    {
        await Platform.DisposeAsync();
        _data.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class PlatformCollection : ICollectionFixture<PlatformFixture>
{
    public const string Name = "platform";
}
