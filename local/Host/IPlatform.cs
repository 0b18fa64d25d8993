namespace DaprProcessing.Local.Host;

/// <summary>A platform that has started; disposing it stops it.</summary>
internal interface IPlatform : IAsyncDisposable
{
    /// <summary>Where the gateway listens.</summary>
    Uri Gateway { get; }

    /// <summary>Where each service that takes messages listens, by app id.</summary>
    IReadOnlyDictionary<string, Uri> Consumers { get; }
}
