using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Dapr.Tests.AspNetCore;

public sealed class AuthenticationTests
{
    [Theory]
    [InlineData("right", "right", HttpStatusCode.OK)]
    [InlineData("right", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("right", null, HttpStatusCode.Unauthorized)]
    [InlineData("", "", HttpStatusCode.Unauthorized)]
    public async Task AddDapr_ProtectedEndpoint_AsksForTheToken(string expected, string? sent, HttpStatusCode status)
    {
        await using var app = await LoopbackApp.StartAsync(
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/", () => "").RequireAuthorization("Dapr");
            },
            HttpProtocols.Http1,
            services =>
            {
                services.AddAuthentication().AddDapr(options => options.Token = expected);
                services.AddAuthorization(options => options.AddDapr());
            });
        using var http = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (sent is not null)
        {
            request.Headers.Add("dapr-api-token", sent);
        }

        using var response = await http.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }
}
