using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Sources;
using DaprProcessing.Services.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Services.Tests.Gateway.Sources;

public sealed class HttpSourceTests : IAsyncLifetime
{
    private readonly WebApplication _remote = Remote();
    private int _requests;

    public async Task InitializeAsync()
    {
        _remote.Use(next => context =>
        {
            Interlocked.Increment(ref _requests);
            return next(context);
        });
        _remote.MapGet("/report.pdf", () => Results.Bytes(GatewayHarness.Pdf, "text/html"));
        // /redirects/2 redirects twice; the last one to the document.
        _remote.MapGet("/redirects/{left:int}", (int left) =>
            Results.Redirect(left == 1 ? "/report.pdf?signed=yes" : $"/redirects/{left - 1}"));
        _remote.MapGet("/to", (string url) => Results.Redirect(url));
        _remote.MapGet("/nowhere", () => Results.StatusCode(302));
        _remote.MapGet("/token", (HttpRequest request) => Results.Text(request.Headers["X-Token"]));
        _remote.MapGet("/broken", () => Results.StatusCode(500));
        _remote.MapGet("/page", () => Results.Text("<svg>"));
        _remote.MapGet("/endless", async (HttpResponse response, CancellationToken cancellationToken) =>
        {
            await response.Body.WriteAsync("%PDF-1.7"u8.ToArray(), cancellationToken);
            while (!cancellationToken.IsCancellationRequested)
            {
                await response.Body.WriteAsync(new byte[65536], cancellationToken);
            }
        });
        _remote.MapGet("/stalled", async (HttpResponse response, CancellationToken cancellationToken) =>
        {
            await response.Body.WriteAsync("%PDF-1.7"u8.ToArray(), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        _remote.MapGet("/cut", async (HttpContext context) =>
        {
            context.Response.ContentLength = 10_000;
            await context.Response.Body.WriteAsync("%PDF-1.7"u8.ToArray());
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await _remote.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _remote.StopAsync();
        await _remote.DisposeAsync();
    }

    [Fact]
    public async Task Submit_UrlsNotAllowed_IsRefusedUnfetched()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:HttpSourceNetworks:0=127.0.0.0/8");

        using var response = await PostAsync(gateway, Url("/report.pdf"));

        await GatewayHarness.ProblemAsync(response, 403, "source_not_allowed");
        Assert.Equal(0, _requests);
    }

    [Fact]
    public async Task Submit_UrlOfThisMachineOrNetwork_IsRefusedUnfetched()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:AllowHttpSources=true");
        var port = new Uri(_remote.Urls.First()).Port;
        string[] hosts =
        [
            "127.0.0.1", "localhost", "LOCALHOST", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "[::1]", "[::]",
            "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "169.254.169.254", "10.0.0.1",
            "192.168.0.1", "[fd00:ec2::254]", "[fe80::1]",
        ];

        foreach (var host in hosts)
        {
            using var response = await PostAsync(gateway, $"http://{host}:{port}/report.pdf");
            Assert.DoesNotContain("127.", await GatewayHarness.ProblemAsync(response, 403, "source_not_allowed"));
        }

        Assert.Equal(0, _requests);
    }

    [Theory]
    [InlineData("/nowhere", 422, "source_unavailable")]
    [InlineData("/to?url=file:///etc/passwd", 422, "source_unavailable")]
    [InlineData("/to?url=http%3A%2F%2Fuser%3Asecret%40127.0.0.1%2F", 422, "source_unavailable")]
    [InlineData("/broken", 422, "source_unavailable")]
    [InlineData("/none", 422, "source_unavailable")]
    [InlineData("/cut", 422, "source_unavailable")]
    [InlineData("/stalled", 422, "source_unavailable")]
    [InlineData("/endless", 413, "upload_too_large")]
    [InlineData("/page", 415, "unsupported_media_type")]
    public async Task Submit_UrlOfNoDocument_IsRefusedInTime(string path, int status, string code)
    {
        await using var gateway = await AllowingAsync();

        using var response = await PostAsync(gateway, Url(path)).WaitAsync(TimeSpan.FromSeconds(30));

        await GatewayHarness.ProblemAsync(response, status, code);
        Assert.Equal(1, _requests);
        Assert.Empty(gateway.Runtime.Objects());
    }

    [Fact]
    public async Task Submit_NobodyListens_IsUnavailable()
    {
        await using var gateway = await AllowingAsync();

        using var response = await PostAsync(gateway, "http://127.0.0.1:1/report.pdf");

        await GatewayHarness.ProblemAsync(response, 422, "source_unavailable");
        Assert.Contains("\"category\":\"source_unavailable\"", await response.Content.ReadAsStringAsync());
        Assert.Contains("\"retryable\":true", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Submit_Url_TakesTheDocument()
    {
        await using var gateway = await AllowingAsync();

        using var response = await PostAsync(gateway, Url("/report.pdf?version=2"));

        var job = await GatewayHarness.AcceptedAsync(response, 202);
        Assert.Equal("report.pdf", job.GetProperty("fileName").GetString());
        Assert.Equal("application/pdf", job.GetProperty("mediaType").GetString());
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Submit_UrlThatRedirects_IsFollowedFiveTimes(int redirects, bool isTaken)
    {
        await using var gateway = await AllowingAsync();

        using var response = await PostAsync(gateway, Url($"/redirects/{redirects}"));

        if (isTaken)
        {
            var job = await GatewayHarness.AcceptedAsync(response, 202);
            Assert.Equal("report.pdf", job.GetProperty("fileName").GetString());
        }
        else
        {
            Assert.Contains("more than 5 times", await GatewayHarness.ProblemAsync(response, 422, "source_unavailable"));
        }
    }

    [Theory]
    [InlineData("[::1]")]
    [InlineData("169.254.169.254")]
    [InlineData("10.0.0.1")]
    public async Task Submit_UrlThatRedirectsToTheInside_IsRefusedThere(string host)
    {
        await using var gateway = await AllowingAsync();

        using var response = await PostAsync(gateway, Url($"/to?url={Uri.EscapeDataString($"http://{host}/report.pdf")}"));

        await GatewayHarness.ProblemAsync(response, 403, "source_not_allowed");
        Assert.Equal(1, _requests);
    }

    [Fact]
    public async Task Fetch_ThatIsSentToAnotherServer_TakesNoHeadersThere()
    {
        await using var gateway = await AllowingAsync();
        var source = gateway.App.Services.GetRequiredService<HttpSource>();
        var headers = new Dictionary<string, string> { ["X-Token"] = "secret of the first" };
        var elsewhere = new UriBuilder(Url("/token")) { Host = "127.0.0.2" }.Uri;

        using var own = await source.FetchAsync(new Uri(Url("/token")), "a.txt", CancellationToken.None, headers);
        await Assert.ThrowsAsync<ProblemException>(() => source.FetchAsync(
            new Uri(Url($"/to?url={Uri.EscapeDataString(elsewhere.ToString())}")), "a.txt", CancellationToken.None, headers));

        Assert.Equal("secret of the first", await File.ReadAllTextAsync(own.Path));
    }

    private static Task<GatewayHarness> AllowingAsync() => GatewayHarness.StartAsync(
        "Gateway:AllowHttpSources=true", "Gateway:HttpSourceNetworks:0=127.0.0.0/8", "Gateway:HttpSourceTimeout=00:00:02",
        "Gateway:MaxUploadBytes=1000000");

    private static Task<HttpResponseMessage> PostAsync(GatewayHarness gateway, string url) =>
        gateway.PostJsonAsync($$$"""{"source":{"kind":"http","url":"{{{url}}}"}}""");

    private string Url(string path) => new Uri(new UriBuilder(_remote.Urls.First()) { Host = "127.0.0.1" }.Uri, path).ToString();

    private static WebApplication Remote()
    {
        // On all of the loopback network: 127.0.0.2 is another server to who asks.
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://0.0.0.0:0"]);
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
