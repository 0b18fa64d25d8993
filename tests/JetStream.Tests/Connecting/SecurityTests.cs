using DaprProcessing.Components;
using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests;

public sealed class SecurityTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData("authorization { token: \"s3cret\" }", "", "s3cret")]
    [InlineData("authorization { token: \"s3cret\" }", "s3cret@", "")]
    [InlineData("authorization { user: me, password: \"p:w\" }", "me:p%3Aw@", "")]
    public async Task Connect_RightCredentials_AreAccepted(string config, string userInfo, string token)
    {
        await using var server = await NatsServer.StartAsync(config);
        await using var pubSub = await TestPubSub.ConnectAsync(
            server, ("natsURL", $"nats://{userInfo}127.0.0.1:{server.Port}"), ("token", token));

        await pubSub.PublishAsync("orders", "1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task Init_CredentialsRefused_IsInvalidWithoutRepeatingThem(string token)
    {
        await using var server = await NatsServer.StartAsync("authorization { token: \"s3cret\" }");

        var refused = await Assert.ThrowsAsync<ComponentException>(() => TestPubSub.ConnectAsync(server, ("token", token)));

        Assert.Equal(ComponentErrorKind.Invalid, refused.Kind);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_MutualTls_IsAccepted()
    {
        await using var server = await NatsServer.StartAsync(_certificates.ServerConfig(verifyClients: true));
        await using var pubSub = await TestPubSub.ConnectAsync(
            server,
            ("tls_ca", _certificates.AuthorityPem),
            ("tls_client_cert", _certificates.ClientCertificatePath),
            ("tls_client_key", _certificates.ClientKeyPath));

        await pubSub.PublishAsync("orders", "over TLS");
    }

    [Fact]
    public async Task Init_ServerOfAnotherAuthority_IsRefused()
    {
        using var others = new TestCertificates();
        await using var server = await NatsServer.StartAsync(_certificates.ServerConfig(verifyClients: false));

        var refused = await Assert.ThrowsAsync<ComponentException>(
            () => TestPubSub.ConnectAsync(server, ("tls_ca", others.AuthorityPem)));

        Assert.Contains("TLS", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_TlsAskedOfAPlainServer_IsRefusedNotDowngraded()
    {
        await using var server = await NatsServer.StartAsync();

        var refused = await Assert.ThrowsAsync<ComponentException>(
            () => TestPubSub.ConnectAsync(server, ("natsURL", $"tls://127.0.0.1:{server.Port}")));

        Assert.Equal(ComponentErrorKind.Invalid, refused.Kind);
        Assert.Contains("TLS", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("natsURL", "http://x")]
    [InlineData("natsURL", "")]
    [InlineData("jwt", "eyJ")]
    [InlineData("seedKey", "SU")]
    [InlineData("credentials", "/no/such/file.creds")]
    [InlineData("credentials", "-----BEGIN NATS USER JWT-----\neyJ\n")]
    [InlineData("tls_ca", "/no/such/file.pem")]
    [InlineData("tls_ca", "-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----")]
    [InlineData("tls_client_cert", "-----BEGIN CERTIFICATE-----")]
    [InlineData("streamCatalog", "no colon")]
    [InlineData("streamCatalog", "a.b: c")]
    [InlineData("streamCatalog", "A (interest): c")]
    [InlineData("streamMaxBytes", "lots")]
    [InlineData("streamRetention", "forever")]
    [InlineData("publishTimeout", "-1s")]
    [InlineData("connectTimeout", "soon")]
    public async Task Init_SettingIsWrong_IsInvalidAndNamed(string key, string value)
    {
        var metadata = new Dictionary<string, string> { ["natsURL"] = "nats://127.0.0.1:1", [key] = value };
        await using var pubSub = new DaprProcessing.JetStream.JetStreamPubSub();

        var refused = await Assert.ThrowsAsync<ComponentException>(
            () => pubSub.InitAsync(new ComponentMetadata("pubsub", "pubsub.jetstream", metadata), CancellationToken.None));

        Assert.Equal(ComponentErrorKind.Invalid, refused.Kind);
        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }
}
