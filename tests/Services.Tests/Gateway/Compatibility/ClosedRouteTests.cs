using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>What the original has and this gateway has not, in the words recorded from docling-serve 1.38.2.</summary>
public sealed class ClosedRouteTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Management =
        """{"detail":"Forbidden. The server is configured for not showing internal managament details."}""";

    private readonly DoclingClient _client = new(fixture.Gateway);

    [Theory]
    [InlineData("""{"sources":[{"kind":"http","url":"http://example.com/x.md"}],"target":{"kind":"presigned_url"}}""",
        """{"detail":"Presigned URL target requires artifact storage to be configured and enabled on the server."}""")]
    [InlineData("""{"sources":[{"kind":"file","filename":"a.md","base64_string":"eA=="}]}""",
        """{"detail":[{"type":"union_tag_invalid","loc":["body","sources",0],"msg":"Input tag 'file' found using 'kind' does """
        + """not match any of the expected tags: 'http', 's3', 'azure_blob', 'google_cloud_storage', 'google_drive'"}]}""")]
    [InlineData("""{"sources":[{"kind":"http","url":"http://example.com/x.md"}],"target":{"kind":"inbody"}}""",
        """{"detail":[{"type":"union_tag_invalid","loc":["body","target"],"msg":"Input tag 'inbody' found using 'kind' does """
        + """not match any of the expected tags: 's3', 'azure_blob', 'google_cloud_storage', 'google_drive', """
        + """'presigned_url'"}]}""")]
    [InlineData("""{"sources":[]}""",
        """{"detail":[{"type":"too_short","loc":["body","sources"],"msg":"List should have at least 1 item after validation, """
        + """not 0"}]}""")]
    public async Task Batch_IsRefusedAsTheOriginalRefuses(string request, string answer) =>
        Assert.Equal((422, answer), await _client.PostJsonAsync("/v1/convert/source/batch", request));

    [Theory]
    [InlineData("/v1/memory/stats")]
    [InlineData("/v1/memory/counts")]
    public async Task Memory_IsForbidden(string path) => Assert.Equal((403, Management), await _client.GetAsync(path));

    [Theory]
    [InlineData("/v1/convert/nothing")]
    [InlineData("/v1/chunk/semantic/source")]
    [InlineData("/v1/memory/more")]
    [InlineData("/v1alpha/convert/source")]
    [InlineData("/v1/status/ws/00000000-0000-0000-0000-000000000000")]
    public async Task Path_ThatIsNotThere_IsNotFoundInTheOriginalsForm(string path) =>
        Assert.Equal((404, """{"detail":"Not Found"}"""), await _client.GetAsync(path));

    [Theory]
    [InlineData("/v1/convert/source")]
    [InlineData("/v1/chunk/hybrid/file/async")]
    public async Task Method_ThatIsNotThere_IsRefusedInTheOriginalsForm(string path) =>
        Assert.Equal((405, """{"detail":"Method Not Allowed"}"""), await _client.GetAsync(path));

    [Fact]
    public async Task Version_HasTheKeysOfTheOriginal()
    {
        var versions = DoclingClient.Json((await _client.GetAsync("/version")).Body).AsObject();

        string[] keys =
        [
            "docling-serve", "docling-jobkit", "docling", "docling-core", "docling-ibm-models", "docling-parse", "python",
            "plaform",
        ];
        Assert.Equal(keys, versions.Select(version => version.Key).Take(keys.Length));
        Assert.All(versions, version => Assert.NotEmpty((string)version.Value!));
    }
}
