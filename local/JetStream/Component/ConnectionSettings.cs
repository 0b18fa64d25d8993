using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DaprProcessing.Local.Components;
using DaprProcessing.Local.JetStream.Client;

namespace DaprProcessing.Local.JetStream;

/// <summary>The part of the metadata that says how to reach the servers. Certificates are PEM text or the path of a PEM file.</summary>
internal static class ConnectionSettings
{
    public static NatsOptions Read(ComponentMetadata metadata)
    {
        foreach (var key in new[] { "jwt", "seedKey" })
        {
            if (metadata.Get(key) is { Length: > 0 })
            {
                throw JetStreamSettings.Wrong(metadata, key, "is not supported (no Ed25519 here); use 'token', a user in 'natsURL', or 'tls_client_cert'");
            }
        }

        return new()
        {
            Servers = Servers(metadata),
            Name = metadata.Get("name") is { Length: > 0 } name ? name : "dapr.io - pubsub.jetstream",
            Token = metadata.Get("token") is { Length: > 0 } token ? token : null,
            ClientCertificate = ClientCertificate(metadata),
            CertificateAuthorities = Authorities(metadata),
            RequireTls = metadata.Get("tls_client_cert") is { Length: > 0 } || metadata.Get("tls_ca") is { Length: > 0 },
        };
    }

    private static IReadOnlyList<NatsEndpoint> Servers(ComponentMetadata metadata)
    {
        try
        {
            return NatsEndpoint.ParseList(metadata.Require("natsURL"));
        }
        catch (FormatException exception)
        {
            throw JetStreamSettings.Wrong(metadata, "natsURL", exception.Message);
        }
    }

    private static X509Certificate2? ClientCertificate(ComponentMetadata metadata)
    {
        var (certificate, key) = (Pem(metadata, "tls_client_cert"), Pem(metadata, "tls_client_key"));
        if (certificate is null != key is null)
        {
            throw JetStreamSettings.Wrong(metadata, "tls_client_cert", "and 'tls_client_key' go together");
        }

        return certificate is null ? null : Load(metadata, "tls_client_cert", () => X509Certificate2.CreateFromPem(certificate, key));
    }

    private static X509Certificate2Collection Authorities(ComponentMetadata metadata) =>
        Pem(metadata, "tls_ca") is not { } pem ? [] : Load(metadata, "tls_ca", () =>
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
