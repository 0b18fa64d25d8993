using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dapr.AspNetCore;

/// <summary>Accepts requests that carry the token shared with the sidecar.</summary>
internal sealed class DaprAuthenticationHandler(
    IOptionsMonitor<DaprAuthenticationOptions> options, ILoggerFactory logger, UrlEncoder encoder, IConfiguration configuration)
    : AuthenticationHandler<DaprAuthenticationOptions>(options, logger, encoder)
{
    private const string Header = "Dapr-Api-Token";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    private AuthenticateResult Authenticate()
    {
        var expected = Options.Token ?? DaprDefaults.GetDefaultAppApiToken(configuration);
        if (expected.Length == 0)
        {
            return AuthenticateResult.Fail("No application API token is configured.");
        }

        if (!Request.Headers.TryGetValue(Header, out var token))
        {
            return AuthenticateResult.NoResult();
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(token.ToString())))
        {
            return AuthenticateResult.Fail("The API token is wrong.");
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, DaprAuthenticationOptions.DefaultScheme)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }
}
