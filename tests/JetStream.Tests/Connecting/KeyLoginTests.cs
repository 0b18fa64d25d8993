using DaprProcessing.Components;
using DaprProcessing.TestKit;
using NATS.NKeys;

namespace DaprProcessing.JetStream.Tests;

/// <summary>Logins in which no secret goes over the wire: the client signs what the server asks.</summary>
public sealed class KeyLoginTests : IDisposable
{
    private readonly NatsOperator _operator = new();
    private readonly KeyPair _user = NatsOperator.NewUser();
    private readonly TempFolder _folder = new();

    private string NkeyConfig => $$"""authorization { users: [ { nkey: {{_user.GetPublicKey()}} } ] }""";

    public void Dispose()
    {
        _operator.Dispose();
        _user.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Connect_Nkey_IsAccepted()
    {
        await using var server = await NatsServer.StartAsync(NkeyConfig);
        await using var pubSub = await TestPubSub.ConnectAsync(server, ("seedKey", _user.GetSeed()));

        await AssertWorksAsync(pubSub);
    }

    [Fact]
    public async Task Connect_JwtAndSeed_IsAccepted()
    {
        await using var server = await NatsServer.StartAsync(_operator.ServerConfig);
        await using var pubSub = await TestPubSub.ConnectAsync(
            server, ("jwt", _operator.Jwt(_user)), ("seedKey", _user.GetSeed()));

        await AssertWorksAsync(pubSub);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connect_Credentials_AreAccepted(bool asText)
    {
        await using var server = await NatsServer.StartAsync(_operator.ServerConfig);
        var file = _folder.File("user.creds");
        await File.WriteAllTextAsync(file, _operator.Credentials(_user));
        await using var pubSub = await TestPubSub.ConnectAsync(
            server, ("credentials", asText ? _operator.Credentials(_user) : file));

        await AssertWorksAsync(pubSub);
    }

    [Fact]
    public async Task Connect_CredentialsFileRenewed_IsReadAgainAtTheReconnect()
    {
        using var next = new NatsOperator();
        await using var server = await NatsServer.StartAsync(_operator.ServerConfig);
        var file = _folder.File("user.creds");
        await File.WriteAllTextAsync(file, _operator.Credentials(_user));
        await using var pubSub = await TestPubSub.ConnectAsync(server, ("credentials", file), ("publishTimeout", "20s"));
        await AssertWorksAsync(pubSub);

        server.Kill();
        server.Reconfigure(next.ServerConfig);
        await File.WriteAllTextAsync(file, next.Credentials(_user));
        await server.RestartAsync();

        await pubSub.PublishAsync("orders", "with the new operator's credentials");
    }

    [Fact]
    public async Task Init_AnotherNkey_IsRefusedWithoutRepeatingIt()
    {
        using var stranger = NatsOperator.NewUser();
        await using var server = await NatsServer.StartAsync(NkeyConfig);

        var refused = await Assert.ThrowsAsync<ComponentException>(
            () => TestPubSub.ConnectAsync(server, ("seedKey", stranger.GetSeed())));

        Assert.Equal(ComponentErrorKind.Invalid, refused.Kind);
        Assert.DoesNotContain(stranger.GetSeed(), refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_JwtOfAnotherOperator_IsRefused()
    {
        using var others = new NatsOperator();
        await using var server = await NatsServer.StartAsync(_operator.ServerConfig);

        var refused = await Assert.ThrowsAsync<ComponentException>(
            () => TestPubSub.ConnectAsync(server, ("credentials", others.Credentials(_user))));

        Assert.Equal(ComponentErrorKind.Invalid, refused.Kind);
    }

    [Fact]
    public async Task Init_SeedOfAnAccount_IsInvalid()
    {
        using var account = KeyPair.CreatePair(PrefixByte.Account);
        await using var server = await NatsServer.StartAsync(NkeyConfig);

        var refused = await Assert.ThrowsAsync<ComponentException>(
            () => TestPubSub.ConnectAsync(server, ("seedKey", account.GetSeed())));

        Assert.Contains("seedKey", refused.Message, StringComparison.Ordinal);
    }

    private static async Task AssertWorksAsync(IPubSub pubSub)
    {
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("orders", seen.Handler());
        await pubSub.PublishAsync("orders", "1");
        await Eventually.Async(() => seen.Count == 1, TestPubSub.Timeout, "delivered");
    }
}
