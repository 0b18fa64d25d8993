using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests;

/// <summary>An authority of its own with a server certificate for 127.0.0.1 and a client certificate, as PEM files.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly TempFolder _folder = new();

    public TestCertificates()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        AuthorityPem = authority.ExportCertificatePem();
        File.WriteAllText(_folder.File("ca.pem"), AuthorityPem);
        Issue(authority, "server");
        Issue(authority, "client");
    }

    public string AuthorityPem { get; }

    public string ClientCertificatePath => _folder.File("client.pem");

    public string ClientKeyPath => _folder.File("client.key");

    public string ServerConfig(bool verifyClients) =>
        $$"""
        tls {
          cert_file: "{{_folder.File("server.pem")}}", key_file: "{{_folder.File("server.key")}}"
          ca_file: "{{_folder.File("ca.pem")}}", verify: {{(verifyClients ? "true" : "false")}}
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
