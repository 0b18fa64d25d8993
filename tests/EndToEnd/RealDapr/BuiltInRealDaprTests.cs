using Xunit.Abstractions;

namespace DaprProcessing.EndToEnd.RealDapr;

/// <summary>On daprd's own JetStream component, which hands back by the broker's clock.</summary>
[Collection("real Dapr")]
public sealed class BuiltInRealDaprTests(RealPlatform real, ITestOutputHelper said)
    : RealDaprTests(real, "builtin", TimeSpan.FromSeconds(25), said), IClassFixture<RealPlatform>;
