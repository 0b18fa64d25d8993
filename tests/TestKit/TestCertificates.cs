using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DaprProcessing.TestKit;

/// <summary>An authority of its own with a server certificate for 127.0.0.1 and a client certificate, as PEM files.</summary>
public sealed class TestCertificates : IDisposable
{
    private readonly TempFolder _folder = new();

    public TestCertificates()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        AuthorityPem = authority.ExportCertificatePem();
        File.WriteAllText(AuthorityPath, AuthorityPem);
        Issue(authority, "server");
        Issue(authority, "client");
    }

    public string AuthorityPem { get; }

    public string AuthorityPath => _folder.File("ca.pem");

    /// <summary>For 127.0.0.1; a server may show it as a client too.</summary>
    public string ServerCertificatePath => _folder.File("server.pem");

    public string ServerKeyPath => _folder.File("server.key");

    public string ClientCertificatePath => _folder.File("client.pem");

    public string ClientKeyPath => _folder.File("client.key");

    public string ServerConfig(bool verifyClients) =>
        $$"""
        tls {
          cert_file: "{{ServerCertificatePath}}", key_file: "{{ServerKeyPath}}"
          ca_file: "{{AuthorityPath}}", verify: {{(verifyClients ? "true" : "false")}}
        }
        """;

    public void Dispose() => _folder.Dispose();

    private void Issue(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(
            authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(_folder.File($"{name}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(_folder.File($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
