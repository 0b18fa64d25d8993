using System.Security.Cryptography;
using System.Text.Json;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DaprProcessing.Services.Tests.Gateway.Tenants;

public sealed class JwtTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "one" };

    [Fact]
    public async Task Token_OfTheIssuer_IsTheTenantOfItsClaim()
    {
        await using var gateway = await StartAsync();
        await gateway.AdminAsync(HttpMethod.Post, "/v1/admin/tenants", new { name = "acme" }, 201);
        var job = await gateway.SubmitAsync(await gateway.AddKeyAsync("acme"));

        // Key and token name the same tenant; a tenant without a record is one by its issuer's word.
        using var own = await gateway.Gateway.SendAsync(
            HttpMethod.Get, $"/v1/jobs/{job}", $"Authorization: Bearer {Token("acme")}");
        await GatewayHarness.AcceptedAsync(own, 200);
        using var other = await gateway.Gateway.SendAsync(
            HttpMethod.Get, $"/v1/jobs/{job}", $"Authorization: Bearer {Token("other")}");
        await GatewayHarness.ProblemAsync(other, 404, "job_not_found");

        await gateway.AdminAsync(HttpMethod.Patch, "/v1/admin/tenants/acme", new { disabled = true }, 200);
        await RefusedAsync(gateway, Token("acme"), "tenant_disabled");
    }

    [Fact]
    public async Task Token_ThatIsNotRight_IsRefused()
    {
        await using var gateway = await StartAsync();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = new ECDsaSecurityKey(stranger) { KeyId = "one" };

        await RefusedAsync(gateway, Token("acme", issuer: "https://elsewhere"), "token_invalid");
        await RefusedAsync(gateway, Token("acme", audience: "another"), "token_invalid");
        await RefusedAsync(gateway, Token("acme", expires: DateTime.UtcNow.AddMinutes(-5)), "token_expired");
        await RefusedAsync(gateway, Token("../acme"), "token_invalid");
        await RefusedAsync(gateway, Token("acme", claim: "sub"), "token_invalid");
        await RefusedAsync(gateway, Token("acme", signedWith: forged), "token_invalid");
        await RefusedAsync(gateway, "e30.e30.", "token_invalid");
        // What signs with the public key as if it were a shared secret.
        var shared = new SymmetricSecurityKey(SHA256.HashData("public"u8)) { KeyId = "one" };
        await RefusedAsync(
            gateway, Token("acme", signedWith: shared, algorithm: SecurityAlgorithms.HmacSha256), "token_invalid");
    }

    [Fact]
    public async Task AdminKey_WithDotsAsATokenHas_IsTheAdministrators()
    {
        const string key = "an.administrators.key";
        await using var gateway = await StartAsync($"Tenants:AdminKey={key}");

        using var response = await gateway.SendAsync(HttpMethod.Get, "/v1/admin/tenants", key);

        await GatewayHarness.AcceptedAsync(response, 200);
    }

    [Fact]
    public async Task Token_OfATenantNamedAsTheImportFolder_IsRefused()
    {
        await using var gateway = await StartAsync("Gateway:ImportPrefix=inbox/");

        await RefusedAsync(gateway, Token("inbox"), "token_invalid");
    }

    [Fact]
    public async Task Token_OfAKeySetAtAUrl_IsTaken()
    {
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        await using var issuer = builder.Build();
        Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(issuer, "/jwks", () => KeySet());
        await issuer.StartAsync();
        await using var gateway = await TenantGateway.StartAsync(
            $"Tenants:Jwt:JwksUrl={issuer.Urls.First()}/jwks", "Tenants:Jwt:Issuer=https://issuer",
            "Tenants:Jwt:Audience=documents");

        using var response = await gateway.Gateway.SendAsync(
            HttpMethod.Get, "/v1/jobs", $"Authorization: Bearer {Token("acme")}");

        await GatewayHarness.AcceptedAsync(response, 200);
    }

    public void Dispose()
    {
        _key.ECDsa.Dispose();
        _folder.Dispose();
    }

    private async Task<TenantGateway> StartAsync(params string[] settings)
    {
        await File.WriteAllTextAsync(_folder.File("jwks.json"), KeySet());
        return await TenantGateway.StartAsync(
            [
                $"Tenants:Jwt:JwksFile={_folder.File("jwks.json")}", "Tenants:Jwt:Issuer=https://issuer",
                "Tenants:Jwt:Audience=documents", .. settings,
            ]);
    }

    private string KeySet()
    {
        var point = _key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return JsonSerializer.Serialize(new
        {
            keys = new[]
            {
                new
                {
                    kty = "EC", use = "sig", crv = "P-256", kid = "one", x = Base64UrlEncoder.Encode(point.X),
                    y = Base64UrlEncoder.Encode(point.Y),
                },
            },
        });
    }

    private string Token(
        string tenant, string issuer = "https://issuer", string audience = "documents", DateTime? expires = null,
        string claim = "tenant", SecurityKey? signedWith = null, string algorithm = SecurityAlgorithms.EcdsaSha256) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = DateTime.UtcNow.AddHours(-1),
            IssuedAt = DateTime.UtcNow.AddHours(-1),
            Expires = expires ?? DateTime.UtcNow.AddHours(1),
            Claims = new Dictionary<string, object> { [claim] = tenant },
            SigningCredentials = new SigningCredentials(signedWith ?? _key, algorithm),
        });

    private static async Task RefusedAsync(TenantGateway gateway, string token, string code)
    {
        using var response = await gateway.Gateway.SendAsync(HttpMethod.Get, "/v1/jobs", $"Authorization: Bearer {token}");
        await GatewayHarness.ProblemAsync(response, 401, code);
    }
}
