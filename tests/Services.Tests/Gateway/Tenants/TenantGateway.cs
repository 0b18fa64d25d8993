using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Gateway;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Tenants;

/// <summary>A gateway that asks for keys, and its administrator.</summary>
internal sealed class TenantGateway(GatewayHarness gateway) : IAsyncDisposable
{
    public const string AdminKey = "the-administrators-own-key";

    /// <summary>Settings of a gateway that hands out addresses of its bucket.</summary>
    public static readonly string[] WithBucket =
    [
        "ObjectStore:LargeWrites=s3", "ObjectStore:Bucket=documents", "ObjectStore:PublicEndpoint=https://store.example:9000",
        "ObjectStore:AccessKey=access", "ObjectStore:SecretKey=secret",
    ];

    public GatewayHarness Gateway => gateway;

    public static async Task<TenantGateway> StartAsync(params string[] settings) =>
        new(await GatewayHarness.StartAsync([$"Tenants:AdminKey={AdminKey}", .. settings]));

    /// <summary>Starts a second gateway beside the first, and returns what calls it.</summary>
    public async Task<HttpClient> AddReplicaAsync()
    {
        var replica = GatewayService.Build(Gateway.Runtime.Arguments(AppIds.Gateway, $"Tenants:AdminKey={AdminKey}"));
        return new HttpClient { BaseAddress = await Gateway.Runtime.StartReplicaAsync(replica) };
    }

    public async Task<HttpResponseMessage> OpenDirectUploadAsync(string key, int length)
    {
        using var open = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads/direct")
        {
            Headers = { { "X-Api-Key", key }, { "Upload-Length", $"{length}" } },
        };
        return await Gateway.Http.SendAsync(open);
    }

    /// <summary>Makes a tenant with a key, and returns the key.</summary>
    public async Task<string> AddTenantAsync(string name, object? limits = null)
    {
        await AdminAsync(HttpMethod.Post, "/v1/admin/tenants", new { name, limits }, 201);
        return await AddKeyAsync(name);
    }

    public async Task<string> AddKeyAsync(string tenant, int? expiresInDays = null) =>
        (await AdminAsync(HttpMethod.Post, $"/v1/admin/tenants/{tenant}/keys", new { label = "test", expiresInDays }, 201))
            .GetProperty("key").GetString()!;

    public async Task<JsonElement> AdminAsync(HttpMethod method, string path, object? body, int status)
    {
        using var response = await SendAsync(method, path, AdminKey, body);
        return status == 204 && (int)response.StatusCode == 204 ? default : await GatewayHarness.AcceptedAsync(response, status);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        }

        if (body is not null)
        {
            request.Content = body is byte[] bytes ? new ByteArrayContent(bytes) : JsonContent.Create(body);
        }

        return await gateway.Http.SendAsync(request);
    }

    /// <summary>Submits a document, and returns the job's id.</summary>
    public async Task<string> SubmitAsync(string key, string query = "")
    {
        using var response = await SendAsync(HttpMethod.Post, $"/v1/jobs{query}", key, GatewayHarness.Pdf);
        return (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("id").GetString()!;
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();
}
