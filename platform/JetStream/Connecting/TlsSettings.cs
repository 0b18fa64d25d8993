using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DaprProcessing.Components;
using NATS.Client.Core;

namespace DaprProcessing.JetStream;

/// <summary>TLS from the metadata. Certificates are PEM text or the path of a PEM file; naming one insists on TLS.</summary>
internal static class TlsSettings
{
    public static NatsTlsOpts Read(ComponentMetadata metadata, IReadOnlyList<BrokerEndpoint> servers)
    {
        var (authorities, certificate) = (Authorities(metadata), ClientCertificate(metadata));
        var isRequired = authorities is not null || certificate is not null || servers.Any(server => server.RequireTls);
        return isRequired
            ? new() { Mode = TlsMode.Require, ConfigureClientAuthentication = tls => Configure(tls, authorities, certificate) }
            : NatsTlsOpts.Default;
    }

    private static ValueTask Configure(
        SslClientAuthenticationOptions tls, X509Certificate2Collection? authorities, X509Certificate2? certificate)
    {
        tls.ClientCertificates = certificate is null ? null : [certificate];
        if (authorities is not null)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return ValueTask.CompletedTask;
    }

    private static X509Certificate2? ClientCertificate(ComponentMetadata metadata)
    {
        var (certificate, key) = (Pem(metadata, "tls_client_cert"), Pem(metadata, "tls_client_key"));
        if (certificate is null != key is null)
        {
            throw JetStreamSettings.Wrong(metadata, "tls_client_cert", "and 'tls_client_key' go together");
        }

        return certificate is null
            ? null
            : Load(metadata, "tls_client_cert", () => X509Certificate2.CreateFromPem(certificate, key));
    }

    private static X509Certificate2Collection? Authorities(ComponentMetadata metadata) =>
        Pem(metadata, "tls_ca") is not { } pem ? null : Load(metadata, "tls_ca", () =>
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(pem);
            return roots.Count > 0 ? roots : throw new CryptographicException("there is none in it");
        });

    private static string? Pem(ComponentMetadata metadata, string key)
    {
        var value = metadata.Get(key);
        if (string.IsNullOrEmpty(value) || value.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            return string.IsNullOrEmpty(value) ? null : value;
        }

        try
        {
            return File.ReadAllText(value);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw JetStreamSettings.Wrong(metadata, key, $"is neither PEM text nor a readable file: {exception.Message}");
        }
    }

    private static T Load<T>(ComponentMetadata metadata, string key, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw JetStreamSettings.Wrong(metadata, key, $"is not a usable PEM certificate: {exception.Message}");
        }
    }
}
