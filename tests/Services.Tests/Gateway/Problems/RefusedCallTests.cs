using System.Net;
using Dapr;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Services.Tests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Services.Tests.Gateway.Problems;

/// <summary>A failed call of another part of the platform: whether the caller is told to come back.</summary>
public sealed class RefusedCallTests
{
    public static TheoryData<string, int> Failures => new()
    {
        { nameof(StatusCode.InvalidArgument), 500 },
        { nameof(StatusCode.Unimplemented), 500 },
        { nameof(StatusCode.Unavailable), 503 },
        { nameof(StatusCode.DeadlineExceeded), 503 },
        { nameof(HttpStatusCode.BadRequest), 500 },
        { nameof(HttpStatusCode.NotFound), 503 },
        { nameof(HttpStatusCode.TooManyRequests), 503 },
        { nameof(HttpStatusCode.BadGateway), 503 },
        { "no answer", 503 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Call_ThatFails_IsRetryableOnlyWhereItMayNotFailAgain(string failure, int status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblems();
        await using var app = builder.Build();
        app.UseProblems();
        app.MapGet("/", void () => throw ErrorOf(failure));
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var response = await http.GetAsync("/");

        await GatewayHarness.ProblemAsync(response, status, status == 503 ? "platform_unavailable" : "internal");
        Assert.Equal(status == 503, response.Headers.RetryAfter is not null);
    }

    private static Exception ErrorOf(string failure) => Enum.TryParse<StatusCode>(failure, out var rpc) && failure != "NotFound"
        ? new DaprException("The call failed.", new RpcException(new Status(rpc, "as it is")))
        : Enum.TryParse<HttpStatusCode>(failure, out var http) ? new HttpRequestException("The call failed.", null, http)
        : new HttpRequestException("Nobody answers.");
}
