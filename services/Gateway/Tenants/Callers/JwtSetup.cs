using DaprProcessing.Gateway.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace DaprProcessing.Gateway.Tenants.Callers;

/// <summary>How tokens are checked: signature, issuer, audience, time, and that the claim names a tenant.</summary>
internal sealed class JwtSetup(IOptions<TenantOptions> options) : IConfigureNamedOptions<JwtBearerOptions>
{
    // Signatures by private keys only: with a shared secret in the set, whoever can check tokens could make them.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public void Configure(JwtBearerOptions options) => Configure(CallerSchemes.Token, options);

    public void Configure(string? name, JwtBearerOptions jwt)
    {
        var settings = options.Value.Jwt;
        jwt.MapInboundClaims = false;
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = settings.Issuer,
            ValidAudience = settings.Audience,
            ValidAlgorithms = Algorithms,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        jwt.ConfigurationManager = KeySet(settings);
        jwt.Events = new JwtBearerEvents
        {
            OnMessageReceived = context =>
            {
                context.Token = PresentedKey.Of(context.Request);
                return Task.CompletedTask;
            },
            OnTokenValidated = AdmitAsync,
            OnChallenge = context => throw Refused(context.AuthenticateFailure),
        };
    }

    private static ConfigurationManager<OpenIdConnectConfiguration> KeySet(JwtOptions settings) => settings.JwksFile.Length > 0
        ? new(settings.JwksFile, new JwksRetriever(settings.Issuer), new FileDocumentRetriever())
        : new(settings.JwksUrl, new JwksRetriever(settings.Issuer), new HttpDocumentRetriever
        {
            RequireHttps = !new Uri(settings.JwksUrl).IsLoopback,
        });

    private static async Task AdmitAsync(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var claim = services.GetRequiredService<IOptions<TenantOptions>>().Value.Jwt.TenantClaim;
        if (context.Principal?.FindFirst(claim)?.Value is not { } name
            || !services.GetRequiredService<IOptions<GatewayOptions>>().Value.MayBeATenant(name))
        {
            context.Fail(new ProblemException(
                StatusCodes.Status401Unauthorized, "token_invalid", $"The token's claim '{claim}' names no tenant."));
            return;
        }

        // The issuer vouches for the name; a record is needed only where limits differ or the tenant is to be shut out.
        var tenants = services.GetRequiredService<KnownTenants>();
        var record = await tenants.FindAsync(name, context.HttpContext.RequestAborted);
        if (record?.Disabled == true)
        {
            context.Fail(new ProblemException(
                StatusCodes.Status401Unauthorized, "tenant_disabled", "The tenant is disabled."));
            return;
        }

        context.HttpContext.Features.Set(new Caller(tenants.Of(name, record)));
    }

    private static ProblemException Refused(Exception? failure) => failure switch
    {
        ProblemException problem => problem,
        SecurityTokenExpiredException => new(StatusCodes.Status401Unauthorized, "token_expired", "The token has expired."),
        _ => new(
            StatusCodes.Status401Unauthorized, "token_invalid", "The token is none that this installation takes.", failure),
    };
}
