using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>TLS after the plain-text INFO, as NATS does it.</summary>
internal static class NatsTls
{
    public static async Task<Stream> UpgradeAsync(
        Stream stream, NatsEndpoint endpoint, ServerInfo info, bool clean, NatsOptions options, CancellationToken cancellationToken)
    {
        if (!info.TlsRequired && !info.TlsAvailable)
        {
            throw new NatsAuthorizationException($"TLS is required, {endpoint} does not offer it");
        }

        if (!clean)
        {
            // Plain bytes after INFO would be read as if they had come through TLS.
            throw new NatsProtocolException("the server sent plain text where the TLS handshake begins");
        }

        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(Settings(endpoint, options), cancellationToken).ConfigureAwait(false);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static SslClientAuthenticationOptions Settings(NatsEndpoint endpoint, NatsOptions options)
    {
        var settings = new SslClientAuthenticationOptions { TargetHost = endpoint.Host };
        if (options.ClientCertificate is { } certificate)
        {
            settings.ClientCertificates = [certificate];
        }

        if (options.CertificateAuthorities.Count > 0)
        {
            settings.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            settings.CertificateChainPolicy.CustomTrustStore.AddRange(options.CertificateAuthorities);
        }

        return settings;
    }
}
