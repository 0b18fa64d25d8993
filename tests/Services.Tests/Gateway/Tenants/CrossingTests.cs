using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Web;
using DaprProcessing.Services.Tests.Gateway.Compatibility;
using DaprProcessing.Services.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace DaprProcessing.Services.Tests.Gateway.Tenants;

/// <summary>
/// Every route the running gateway has, tried with keys that are not to open it: a new route is in here by itself.
/// </summary>
public sealed partial class CrossingTests
{
    private const string Secret = "the-others-secret";

    /// <summary>What needs no key; everything else does.</summary>
    private static readonly string[] Open =
    [
        "/healthz/live", "/healthz/ready", "/healthz/report", "/openapi/{documentName}.json", "/health", "/livez", "/api",
        "/ready", "/readyz", "/version", "/v1/capabilities",
    ];

    [Fact]
    public async Task AnyRoute_WithoutAGoodKey_IsRefused()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme");
        var job = await gateway.SubmitAsync(key);
        var revoked = await gateway.AddKeyAsync("acme");
        await gateway.AdminAsync(HttpMethod.Delete, $"/v1/admin/tenants/acme/keys/{revoked.Split('_')[2]}", null, 204);
        var bad = new Dictionary<string, (string? Key, string Code)>
        {
            ["none"] = (null, "key_required"),
            ["malformed"] = ("dpk_acme_nonsense", "key_invalid"),
            ["admin's, wrong"] = (TenantGateway.AdminKey + "x", "key_invalid"),
            ["of no tenant"] = (key.Replace("acme", "nobody"), "key_invalid"),
            ["another secret"] = (key[..^3] + (key.EndsWith("abc", StringComparison.Ordinal) ? "cba" : "abc"), "key_invalid"),
            ["revoked"] = (revoked, "key_revoked"),
            ["expired"] = (await ExpiredAsync(gateway), "key_expired"),
        };

        var tried = 0;
        foreach (var (method, path) in Routes(gateway, new Ids(job, job, job)))
        {
            foreach (var (what, (shown, code)) in bad)
            {
                using var response = await gateway.SendAsync(method, path, shown);
                var body = await response.Content.ReadAsStringAsync();
                Assert.True((int)response.StatusCode == 401, $"{what}: {method} {path}: {(int)response.StatusCode} {body}");
                Assert.Equal(code, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString());
                Assert.Contains("Bearer", response.Headers.WwwAuthenticate.ToString());
                tried++;
            }
        }

        Assert.True(tried > 100, $"only {tried} requests were tried");
        using var still = await gateway.SendAsync(HttpMethod.Get, $"/v1/jobs/{job}", key);
        Assert.Equal("queued", (await GatewayHarness.AcceptedAsync(still, 200)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task AnyRoute_WithAnotherTenantsKey_ShowsAndChangesNothing()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var (acme, other) = (await gateway.AddTenantAsync("acme"), await gateway.AddTenantAsync("other"));
        var ids = await FillAsync(gateway, acme);
        // What the owner's key does not open says nothing about another's.
        foreach (var (method, path) in Routes(gateway, ids).Where(route => ids.Are(route.Path) && IsRead(route)))
        {
            using var own = await gateway.SendAsync(method, path, acme);
            Assert.True((int)own.StatusCode == 200, $"{method} {path}: {(int)own.StatusCode}");
        }

        var objects = gateway.Gateway.Runtime.Objects("acme/");
        foreach (var (method, path) in Routes(gateway, ids))
        {
            using var response = await gateway.SendAsync(method, path, other, method == HttpMethod.Post ? new { } : null);
            var body = await response.Content.ReadAsStringAsync();

            Assert.DoesNotContain(Secret, body);
            Assert.True(!body.Contains("acme") || path.Contains("acme"), $"{method} {path}: {body}");
            // Whose id it is, is not told: it is as if there were no such job.
            var status = (int)response.StatusCode;
            var isNotFound = status == 404 && body.Contains(ids.NotFound(path));
            Assert.True(!ids.Are(path) || isNotFound, $"{method} {path}: {status} {body}");
            Assert.True(!path.Contains("/admin/") || status == 403, $"{method} {path}: {status} {body}");
        }

        Assert.Equal(objects, gateway.Gateway.Runtime.Objects("acme/"));
        foreach (var (method, path) in Routes(gateway, ids)
            .Where(route => ids.Are(route.Path) && route.Method != HttpMethod.Get).OrderBy(Order))
        {
            using var own = await gateway.SendAsync(method, path, acme, method == HttpMethod.Post ? new { } : null);
            // An upload that is complete has no place for more.
            var isMore = method == HttpMethod.Patch && (int)own.StatusCode == 400;
            Assert.True(own.IsSuccessStatusCode || isMore, $"{method} {path}: {(int)own.StatusCode}");
        }
    }

    [Fact]
    public async Task Socket_OfAnotherTenantsTask_IsOfNone()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var (acme, other) = (await gateway.AddTenantAsync("acme"), await gateway.AddTenantAsync("other"));
        var ids = await FillAsync(gateway, acme);

        var own = await new DoclingClient(gateway.Gateway, acme, "acme").FramesAsync(ids.Task);
        var crossed = await new DoclingClient(gateway.Gateway, other, "other").FramesAsync(ids.Task);

        Assert.Equal("success", own[^1]["task"]!["task_status"]!.GetValue<string>());
        Assert.Equal("""{"message":"error","task":null,"error":"Task not found."}""", Assert.Single(crossed).ToJsonString());
    }

    [Theory]
    [InlineData("read_page", "no job")]
    [InlineData("search_document", "no job")]
    [InlineData("convert_document", "no such upload")]
    public async Task Tool_GivenAnotherTenantsId_FindsNothing(string tool, string refusal)
    {
        await using var gateway = await TenantGateway.StartAsync();
        var (acme, other) = (await gateway.AddTenantAsync("acme"), await gateway.AddTenantAsync("other"));
        var ids = await FillAsync(gateway, acme);
        var arguments = tool == "convert_document"
            ? new Dictionary<string, object?> { ["uploadId"] = ids.Upload, ["waitSeconds"] = 0 }
            : new Dictionary<string, object?> { ["job"] = ids.Job, ["page"] = 1, ["query"] = "float" };

        var own = await CallAsync(gateway, acme, tool, arguments);
        var crossed = await CallAsync(gateway, other, tool, arguments);

        Assert.True(own.IsError is not true, own.Content.ToString());
        Assert.True(crossed.IsError);
        Assert.Contains(refusal, string.Concat(crossed.Content.OfType<TextContentBlock>().Select(block => block.Text)));
    }

    [Fact]
    public async Task Submit_AnotherTenantsUpload_IsNotFound()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var (acme, other) = (await gateway.AddTenantAsync("acme"), await gateway.AddTenantAsync("other"));
        using var uploaded = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", acme, GatewayHarness.Pdf);
        var uploadId = (await GatewayHarness.AcceptedAsync(uploaded, 201)).GetProperty("uploadId").GetString();
        var request = new { source = new { kind = "upload", uploadId } };

        using var crossed = await gateway.SendAsync(HttpMethod.Post, "/v1/jobs", other, request);
        await GatewayHarness.ProblemAsync(crossed, 404, "upload_not_found");
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Patch, HttpMethod.Delete])
        {
            using var touched = await gateway.SendAsync(method, $"/v1/uploads/{uploadId}", other);
            await GatewayHarness.ProblemAsync(touched, 404, "upload_not_found");
        }

        using var own = await gateway.SendAsync(HttpMethod.Post, "/v1/jobs", acme, request);
        await GatewayHarness.AcceptedAsync(own, 202);
    }

    [Fact]
    public async Task Submit_AnotherTenantsArtifact_IsNotFound()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var (acme, other) = (await gateway.AddTenantAsync("acme"), await gateway.AddTenantAsync("other"));
        var ids = await FillAsync(gateway, acme);

        using var crossed = await gateway.SendAsync(
            HttpMethod.Post, "/v1/jobs", other,
            new { source = new { kind = "artifact", jobId = ids.Job, name = "document.md" } });

        await GatewayHarness.ProblemAsync(crossed, 404, "job_not_found");
    }

    [Fact]
    public async Task Complete_AnotherTenantsDirectUpload_IsNotFound()
    {
        await using var gateway = await TenantGateway.StartAsync(TenantGateway.WithBucket);
        var (acme, other) = (await gateway.AddTenantAsync("acme"), await gateway.AddTenantAsync("other"));
        using var opened = await gateway.OpenDirectUploadAsync(acme, GatewayHarness.Pdf.Length);
        var id = (await GatewayHarness.AcceptedAsync(opened, 201)).GetProperty("uploadId").GetString()!;
        gateway.Gateway.Put(UploadKeys.Content(new UploadId("acme", id)), GatewayHarness.Pdf);

        using var crossed = await gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{id}/complete", other);
        await GatewayHarness.ProblemAsync(crossed, 404, "upload_not_found");

        using var own = await gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{id}/complete", acme);
        await GatewayHarness.AcceptedAsync(own, 200);
    }

    [Fact]
    public async Task Submit_AnotherTenantsIdempotencyKey_MakesAJobOfItsOwn()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var jobs = new HashSet<string>();
        foreach (var tenant in (string[])["acme", "other"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs")
            {
                Content = new ByteArrayContent(GatewayHarness.Pdf),
                Headers = { { "X-Api-Key", await gateway.AddTenantAsync(tenant) }, { "Idempotency-Key", "one" } },
            };
            using var response = await gateway.Gateway.Http.SendAsync(request);
            jobs.Add((await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("id").GetString()!);
        }

        Assert.Equal(2, jobs.Count);
    }

    [Fact]
    public async Task TenantRoutes_WithTheAdministratorsKey_AskForATenant()
    {
        await using var gateway = await TenantGateway.StartAsync();

        using var response = await gateway.SendAsync(HttpMethod.Get, "/v1/jobs", TenantGateway.AdminKey);

        await GatewayHarness.ProblemAsync(response, 403, "tenant_required");
    }

    /// <summary>What a tenant has: an id for each kind that routes take.</summary>
    private sealed record Ids(string Job, string Upload, string Task)
    {
        public bool Are(string path) => path.Contains(Job) || path.Contains(Upload) || path.Contains(Task);

        // A new kind of route is to say here whose id it takes.
        public string Of(string route) => route.Split('/') switch
        {
            ["", "v1", "jobs", ..] => Job,
            ["", "v1", "uploads", ..] => Upload,
            ["", "v1", "status" or "result", ..] => Task,
            ["", "v1", "admin", ..] => "1",
            _ => throw new InvalidOperationException($"{route} takes the id of what?"),
        };

        /// <summary>What is said of an id that is nobody's.</summary>
        public string NotFound(string path) => path.Contains("/status/ws/") ? "Not Found"
            : path.Contains(Task) ? "Task not found." : path.Contains(Upload) ? "upload_not_found" : "job_not_found";
    }

    /// <summary>Gives the tenant <c>acme</c> one of everything: nothing is 404 because there is none of it.</summary>
    private static async Task<Ids> FillAsync(TenantGateway gateway, string key)
    {
        var docling = new DoclingClient(gateway.Gateway, key, "acme");
        using var uploaded = await gateway.SendAsync(
            HttpMethod.Post, $"/v1/uploads?filename={Secret}.pdf", key, GatewayHarness.Pdf);
        var upload = (await GatewayHarness.AcceptedAsync(uploaded, 201)).GetProperty("uploadId").GetString()!;
        var task = await docling.SubmitAsync(
            "/v1/convert/file/async", DoclingClient.Form([], ($"{Secret}.pdf", GatewayHarness.Pdf)));
        var options = JsonSerializer.Serialize(new
        {
            webhook = new { url = "https://receiver.example", secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz" },
        });
        var job = await gateway.SubmitAsync(key, $"?filename={Secret}.pdf&options={Uri.EscapeDataString(options)}");
        await docling.FinishJobsAsync();
        gateway.Gateway.Put(JobKeys.Artifact(new JobId("acme", job), "audio/0001.wav"), "RIFF"u8.ToArray());
        return new Ids(job, upload, task);
    }

    // A websocket's own test tries it as one.
    private static bool IsRead((HttpMethod Method, string Path) route) =>
        route.Method == HttpMethod.Get && !route.Path.Contains("/status/ws/");

    // The job is removed last.
    private static int Order((HttpMethod Method, string Path) route) => route.Method == HttpMethod.Delete ? 1 : 0;

    private static async Task<CallToolResult> CallAsync(
        TenantGateway gateway, string key, string tool, Dictionary<string, object?> arguments)
    {
        await using var client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(gateway.Gateway.Http.BaseAddress!, "/mcp"),
            AdditionalHeaders = new Dictionary<string, string> { ["X-Api-Key"] = key },
        }));
        return await client.CallToolAsync(tool, arguments);
    }

    // Each route that is not open, with an id and the tenant's name where it takes an id and a name.
    private static IEnumerable<(HttpMethod Method, string Path)> Routes(TenantGateway gateway, Ids ids)
    {
        var routes = gateway.Gateway.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText is not null).ToList();
        var open = routes.Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null).ToList();
        // The page and the API reference say nothing of any tenant.
        var page = WebFile.All.Select(file => file.Path);
        var unexpected = open.Select(route => route.RoutePattern.RawText!).Except(Open).Except(page).ToList();
        Assert.All(unexpected, path => Assert.StartsWith("/docs", path));
        foreach (var route in routes.Except(open))
        {
            var text = route.RoutePattern.RawText!;
            var path = Parameter().Replace(text, match => match.Groups[1].Value switch
            {
                "id" => ids.Of(text),
                "name" when text.Contains("/admin/") => "acme",
                "name" => JobResultName,
                _ => "1",
            });
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
            {
                yield return (new HttpMethod(method), path);
            }
        }
    }

    private const string JobResultName = "document.md";

    private static async Task<string> ExpiredAsync(TenantGateway gateway)
    {
        var old = await gateway.AddKeyAsync("acme");
        await gateway.AdminAsync(
            HttpMethod.Post, $"/v1/admin/tenants/acme/keys/{old.Split('_')[2]}/rotate", new { overlapHours = 0 }, 201);
        return old;
    }

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
