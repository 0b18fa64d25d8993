using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dapr.Client;
using DaprProcessing.Runtime.Tests.Support;

namespace DaprProcessing.Runtime.Tests.Bindings;

public sealed class LocalStorageTests
{
    private static readonly string Files = ComponentYaml.Component("files", "bindings.localstorage", "rootPath=objects");

    [Theory]
    [InlineData("plain.bin")]
    [InlineData("tenant/job/pages/0001.png")]
    [InlineData("odd & key ü+%2F #?.txt")]
    public async Task CreateGetDelete_AnyBytes_ComeBackAsTheyWere(string key)
    {
        await using var runtime = await TestRuntime.StartAsync(Files);
        using var client = Client(runtime);
        byte[] bytes = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

        await InvokeAsync(client, "create", key, bytes);
        Assert.Equal(bytes, await InvokeAsync(client, "get", key));
        await InvokeAsync(client, "delete", key);

        var missing = await Assert.ThrowsAsync<Dapr.DaprException>(() => InvokeAsync(client, "get", key));
        Assert.Contains("file not found", missing.ToString());
        var gone = await Assert.ThrowsAsync<Dapr.DaprException>(() => InvokeAsync(client, "delete", key));
        Assert.Contains("no such file", gone.ToString());
        Assert.False(Directory.Exists(Path.Combine(runtime.StateDirectory, "objects", "tenant")), "empty folders go");
    }

    [Theory]
    [InlineData("\"abc\"")]
    [InlineData("abcd")]
    [InlineData("null")]
    public async Task Create_TextThatLooksEncoded_IsNotTouched(string text)
    {
        await using var runtime = await TestRuntime.StartAsync(Files);
        using var client = Client(runtime);
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);

        await InvokeAsync(client, "create", "k", bytes);

        Assert.Equal(bytes, await InvokeAsync(client, "get", "k"));
    }

    [Fact]
    public async Task Create_OverHttp_StoresATextWithoutItsQuotes()
    {
        await using var runtime = await TestRuntime.StartAsync(Files);

        using var created = await runtime.Http.PostAsJsonAsync(
            "/v1.0/bindings/files", new { operation = "create", data = "hello", metadata = new { fileName = "k" } });
        using var found = await runtime.Http.PostAsJsonAsync(
            "/v1.0/bindings/files", new { operation = "get", metadata = new { fileName = "k" } });

        Assert.Equal("k", (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("fileName").GetString());
        Assert.Equal("hello", await found.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".")]
    [InlineData("a\u0000b")]
    [InlineData("a\\b")]
    [InlineData(".dapr-tmp/x")]
    [InlineData("link/x")]
    public async Task Create_KeyThatCouldLeaveTheRoot_IsRefused(string key)
    {
        await using var runtime = await TestRuntime.StartAsync(Files);
        using var client = Client(runtime);
        Directory.CreateSymbolicLink(Path.Combine(runtime.StateDirectory, "objects", "link"), "/tmp");

        await Assert.ThrowsAsync<Dapr.DaprException>(() => InvokeAsync(client, "create", key, [1]));
        await Assert.ThrowsAsync<Dapr.DaprException>(() => InvokeAsync(client, "get", key));
    }

    [Fact]
    public async Task Create_NameUsedAsFileAndFolder_IsRefusedByName()
    {
        await using var runtime = await TestRuntime.StartAsync(Files);
        using var client = Client(runtime);
        await InvokeAsync(client, "create", "a/b", [1]);

        await Assert.ThrowsAsync<Dapr.DaprException>(() => InvokeAsync(client, "create", "a", [1]));
        await Assert.ThrowsAsync<Dapr.DaprException>(() => InvokeAsync(client, "create", "a/b/c", [1]));
        Assert.Equal([1], await InvokeAsync(client, "get", "a/b"));
    }

    [Fact]
    public async Task List_PrefixMarkerAndBound_GivesSortedKeys()
    {
        await using var runtime = await TestRuntime.StartAsync(Files);
        using var client = Client(runtime);
        string[] keys = ["a.txt", "a/b", "a/c/d", "a0", "b", "a/c!", "job/pages/0001.png", "job/pages/0002.png", "job/raw"];
        foreach (var key in keys)
        {
            await InvokeAsync(client, "create", key, [1]);
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), await ListAsync(client, """{"prefix":""}"""));
        Assert.Equal(new[] { "job/pages/0001.png", "job/pages/0002.png" }, await ListAsync(client, """{"prefix":"job/p"}"""));
        Assert.Equal(new[] { "job/pages/0002.png" },
            await ListAsync(client, """{"prefix":"job/pages/","marker":"job/pages/0001.png"}"""));
        Assert.Empty(await ListAsync(client, """{"prefix":"nothing/here"}"""));
        var paged = new List<string>();
        while (await ListAsync(client, NextPage(paged)) is { Length: > 0 } page)
        {
            paged.AddRange(page);
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), paged);
    }

    [Fact]
    public async Task List_NoPrefix_GivesAbsolutePathsAsDaprd()
    {
        await using var runtime = await TestRuntime.StartAsync(Files);
        using var client = Client(runtime);
        await InvokeAsync(client, "create", "a/b", [1]);
        await InvokeAsync(client, "create", "c", [1]);
        var root = Path.Combine(runtime.StateDirectory, "objects");

        var listed = await ListAsync(client, "{}");
        var below = JsonSerializer.Deserialize<string[]>(await InvokeAsync(client, "list", "a"))!;

        Assert.Equal([$"{root}/a/b", $"{root}/c"], listed);
        Assert.Equal([$"{root}/a/b"], below);
        await Assert.ThrowsAsync<Dapr.DaprException>(() => InvokeAsync(client, "list", "none"));
    }

    [Fact]
    public async Task Presign_PutThenGet_StreamsPastTheBodyLimitAndHonoursRanges()
    {
        await using var runtime = await TestRuntime.StartAsync(
            Files, options => options with { MaxBodySizeBytes = 100_000, DaprApiToken = "t" });
        using var client = Client(runtime, "t");
        using var http = new HttpClient();
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);

        using var put = await http.PutAsync(await PresignAsync(client, "big/one", "PUT"), new ByteArrayContent(bytes));
        var url = await PresignAsync(client, "big/one", "GET");
        using var ranged = new HttpRequestMessage(HttpMethod.Get, url);
        ranged.Headers.Range = new RangeHeaderValue(1_000_000, 1_000_009);
        using var part = await http.SendAsync(ranged);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(bytes, await http.GetByteArrayAsync(url));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[1_000_000..1_000_010], await part.Content.ReadAsByteArrayAsync());
        var tooLarge = await Assert.ThrowsAsync<Dapr.DaprException>(() => InvokeAsync(client, "get", "big/one"));
        Assert.Contains("presign", tooLarge.ToString());
    }

    [Fact]
    public async Task Presign_AnythingChanged_Is403()
    {
        await using var runtime = await TestRuntime.StartAsync(Files);
        using var client = Client(runtime);
        using var http = new HttpClient();
        await InvokeAsync(client, "create", "mine", [1]);
        await InvokeAsync(client, "create", "other", [2]);
        var url = (await PresignAsync(client, "mine", "GET")).ToString();

        var otherSignature = url[..^1] + (url[^1] == '0' ? '1' : '0');
        string[] forged = [url.Replace("mine", "other"), url.Replace("expires=", "expires=9"), otherSignature, url.Split('?')[0]];
        foreach (var changed in forged)
        {
            using var response = await http.GetAsync(changed);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        using var put = await http.PutAsync(url, new ByteArrayContent([3]));
        Assert.Equal(HttpStatusCode.Forbidden, put.StatusCode);
        Assert.Equal([1], await http.GetByteArrayAsync(url));
    }

    private static string NextPage(List<string> listed) =>
        JsonSerializer.Serialize(new { prefix = "", maxResults = 2, marker = listed.LastOrDefault() });

    private static async Task<Uri> PresignAsync(DaprClient client, string key, string method)
    {
        var request = new BindingRequest("files", "presign")
        {
            Metadata = { ["fileName"] = key, ["presignTTL"] = "5m", ["method"] = method },
        };
        var response = await client.InvokeBindingAsync(request);
        return new Uri(JsonDocument.Parse(response.Data).RootElement.GetProperty("presignURL").GetString()!);
    }

    private static async Task<string[]> ListAsync(DaprClient client, string data) =>
        JsonSerializer.Deserialize<string[]>(await InvokeAsync(client, "list", "", System.Text.Encoding.UTF8.GetBytes(data)))!;

    private static async Task<byte[]> InvokeAsync(DaprClient client, string operation, string key, byte[]? data = null)
    {
        var request = new BindingRequest("files", operation) { Data = data ?? [], Metadata = { ["fileName"] = key } };
        var response = await client.InvokeBindingAsync(request);
        return response.Data.ToArray();
    }

    private static DaprClient Client(TestRuntime runtime, string? token = null)
    {
        var builder = new DaprClientBuilder()
            .UseHttpEndpoint(runtime.Host.HttpEndpoint("app").ToString())
                .UseGrpcEndpoint(runtime.Host.GrpcEndpoint("app").ToString());
        return (token is null ? builder : builder.UseDaprApiToken(token)).Build();
    }
}
