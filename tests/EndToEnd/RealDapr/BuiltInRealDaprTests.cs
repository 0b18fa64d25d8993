using Xunit.Abstractions;

namespace DaprProcessing.EndToEnd.RealDapr;

/// <summary>On daprd's own JetStream component, which hands back by the broker's clock, and no sooner.</summary>
[Collection("real Dapr")]
public sealed class BuiltInRealDaprTests(RealPlatform real, ITestOutputHelper said)
    : RealDaprTests(real, "builtin", AckWait, AckWait, said), IClassFixture<RealPlatform>
{
    private static readonly TimeSpan AckWait = TimeSpan.FromSeconds(25);
}
