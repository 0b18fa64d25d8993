using System.Text.Json;
using DaprProcessing.Services.Tests.Gateway.Tenants;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Api.Admin;

public sealed class AdminTests
{
    [Fact]
    public async Task Key_FromMakingToRevoking_IsShownOnceAndCounts()
    {
        await using var gateway = await TenantGateway.StartAsync();
        await gateway.AdminAsync(HttpMethod.Post, "/v1/admin/tenants", new { name = "acme" }, 201);
        var made = await gateway.AdminAsync(
            HttpMethod.Post, "/v1/admin/tenants/acme/keys", new { label = "laptop", expiresInDays = 30 }, 201);
        var (id, key) = (made.GetProperty("id").GetString()!, made.GetProperty("key").GetString()!);
        Assert.StartsWith($"dpk_acme_{id}_", key);

        // As X-Api-Key and as a bearer token; then it has been used.
        Assert.Equal(200, await StatusAsync(gateway, key));
        using (var bearer = await gateway.Gateway.SendAsync(HttpMethod.Get, "/v1/jobs", $"Authorization: Bearer {key}"))
        {
            Assert.Equal(200, (int)bearer.StatusCode);
        }

        var view = await gateway.AdminAsync(HttpMethod.Get, "/v1/admin/tenants/acme", null, 200);
        var listed = Assert.Single(view.GetProperty("keys").EnumerateArray());
        Assert.Equal(("laptop", "valid"), (listed.GetProperty("label").GetString(), listed.GetProperty("status").GetString()));
        Assert.True(listed.TryGetProperty("lastUsedAt", out _), view.ToString());
        var secret = key.Split('_')[3];
        Assert.DoesNotContain(secret, view.ToString());
        Assert.DoesNotContain(secret, (await gateway.Gateway.Runtime.FindStateAsync("tenants/acme")).ToString());

        // Rotated: both work until the overlap is over. Revoked: at once not any more.
        var next = (await gateway.AdminAsync(HttpMethod.Post, $"/v1/admin/tenants/acme/keys/{id}/rotate", new { }, 201))
            .GetProperty("key").GetString()!;
        Assert.Equal((200, 200), (await StatusAsync(gateway, key), await StatusAsync(gateway, next)));
        await gateway.AdminAsync(HttpMethod.Delete, $"/v1/admin/tenants/acme/keys/{id}", null, 204);
        Assert.Equal((401, 200), (await StatusAsync(gateway, key), await StatusAsync(gateway, next)));
    }

    [Fact]
    public async Task Tenant_DisabledAndDeleted_IsShutOut()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme");

        await gateway.AdminAsync(HttpMethod.Patch, "/v1/admin/tenants/acme", new { disabled = true }, 200);
        Assert.Equal(401, await StatusAsync(gateway, key));
        await gateway.AdminAsync(HttpMethod.Patch, "/v1/admin/tenants/acme", new { disabled = false }, 200);
        Assert.Equal(200, await StatusAsync(gateway, key));
        await gateway.AdminAsync(HttpMethod.Delete, "/v1/admin/tenants/acme", null, 204);
        Assert.Equal(401, await StatusAsync(gateway, key));
        var list = await gateway.AdminAsync(HttpMethod.Get, "/v1/admin/tenants", null, 200);
        Assert.Empty(list.GetProperty("tenants").EnumerateArray());
    }

    [Fact]
    public async Task Create_NameOfADeletedTenantWhoseJobsAreThere_IsRefused()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme");
        await gateway.AddTenantAsync("tidy");
        await gateway.SubmitAsync(key);
        foreach (var name in (string[])["acme", "tidy"])
        {
            await gateway.AdminAsync(HttpMethod.Delete, $"/v1/admin/tenants/{name}", null, 204);
        }

        using var refused = await gateway.SendAsync(
            HttpMethod.Post, "/v1/admin/tenants", TenantGateway.AdminKey, new { name = "acme" });
        await GatewayHarness.ProblemAsync(refused, 409, "tenant_name_in_use");
        // Nothing is left of this one.
        await gateway.AdminAsync(HttpMethod.Post, "/v1/admin/tenants", new { name = "tidy" }, 201);
    }

    [Fact]
    public async Task Create_Local_HasWhatWasSubmittedBeforeThereWereTenants()
    {
        await using var gateway = await TenantGateway.StartAsync();
        gateway.Gateway.Put("_jobs/local/0000000000000000001-abcdefghijklmnopqrstuvwxyz", "{}"u8.ToArray());

        await gateway.AdminAsync(HttpMethod.Post, "/v1/admin/tenants", new { name = "local" }, 201);
    }

    [Theory]
    [InlineData("""{"name":"Acme"}""", 400, "invalid_tenant")]
    [InlineData("""{"name":"../jobs"}""", 400, "invalid_tenant")]
    [InlineData("""{"name":"a_b"}""", 400, "invalid_tenant")]
    [InlineData("""{}""", 400, "invalid_tenant")]
    [InlineData("""{"name":"taken"}""", 409, "tenant_exists")]
    [InlineData("""{"name":"new","limits":{"openJobs":0}}""", 400, "invalid_limits")]
    [InlineData("""{"name":"new","owner":"me"}""", 400, "bad_request")]
    [InlineData("""{"name":""", 400, "bad_request")]
    public async Task Create_WhatCannotBeMeant_IsRefused(string body, int status, string code)
    {
        await using var gateway = await TenantGateway.StartAsync();
        await gateway.AdminAsync(HttpMethod.Post, "/v1/admin/tenants", new { name = "taken" }, 201);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/admin/tenants")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "X-Api-Key", TenantGateway.AdminKey } },
        };
        using var response = await gateway.Gateway.Http.SendAsync(request);

        await GatewayHarness.ProblemAsync(response, status, code);
    }

    [Theory]
    [InlineData("GET", "/v1/admin/tenants/nobody", "tenant_not_found")]
    [InlineData("PATCH", "/v1/admin/tenants/nobody", "tenant_not_found")]
    [InlineData("DELETE", "/v1/admin/tenants/No%20Body", "tenant_not_found")]
    [InlineData("POST", "/v1/admin/tenants/nobody/keys", "tenant_not_found")]
    [InlineData("POST", "/v1/admin/tenants/acme/keys/none/rotate", "key_not_found")]
    [InlineData("DELETE", "/v1/admin/tenants/acme/keys/none", "key_not_found")]
    public async Task Calls_OfWhatIsNotThere_AreNotFound(string method, string path, string code)
    {
        await using var gateway = await TenantGateway.StartAsync();
        await gateway.AddTenantAsync("acme");

        using var response = await gateway.SendAsync(
            new HttpMethod(method), path, TenantGateway.AdminKey, method is "POST" or "PATCH" ? new { } : null);

        await GatewayHarness.ProblemAsync(response, 404, code);
    }

    [Fact]
    public async Task AdminCalls_WithoutAnAdministratorsKeySet_AreRefused()
    {
        await using var gateway = await GatewayHarness.StartAsync();

        using var response = await gateway.SendAsync(HttpMethod.Get, "/v1/admin/tenants", $"X-Api-Key: {TenantGateway.AdminKey}");

        await GatewayHarness.ProblemAsync(response, 403, "admin_required");
    }

    private static async Task<int> StatusAsync(TenantGateway gateway, string key)
    {
        using var response = await gateway.SendAsync(HttpMethod.Get, "/v1/jobs", key);
        return (int)response.StatusCode;
    }
}
