using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Gateway;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Gateway.Api;

public sealed partial class OpenApiTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Document_OfTheGateway_DescribesEveryRoute()
    {
        var document = await fixture.Gateway.GetAsync("/openapi/v1.json");
        var described = document.GetProperty("paths").EnumerateObject().ToDictionary(
            path => path.Name, path => path.Value.EnumerateObject().Select(call => call.Name.ToUpperInvariant()).ToHashSet());

        await using var app = GatewayService.Build(fixture.Gateway.Runtime.Arguments(AppIds.Gateway));
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Concat(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints))
            .OfType<RouteEndpoint>().Where(route => route.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal))
            .Distinct().ToList();

        Assert.True(routes.Count >= 10, $"{routes.Count} routes");
        Assert.All(routes, route => Assert.Superset(
            route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.ToHashSet(),
            described.GetValueOrDefault(CatchAll().Replace(route.RoutePattern.RawText!, "{")) ?? []));
    }

    [Theory]
    [InlineData("/v1/jobs", "multipart/form-data, application/octet-stream, application/json",
        "pipeline, options, filename, Idempotency-Key, Prefer")]
    [InlineData("/v1/uploads", "application/octet-stream", "filename, Upload-Complete")]
    public async Task Document_CallsThatTakeADocument_DescribeBodyAndParameters(string path, string bodies, string parameters)
    {
        var call = (await fixture.Gateway.GetAsync("/openapi/v1.json")).GetProperty("paths").GetProperty(path).GetProperty(
            "post");

        Assert.True(call.GetProperty("requestBody").GetProperty("required").GetBoolean());
        Assert.Equal(bodies, string.Join(
            ", ", call.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(body => body.Name)));
        Assert.Equal(parameters,
            string.Join(", ", call.GetProperty("parameters").EnumerateArray().Select(one => one.GetProperty("name"))));
    }

    [Fact]
    public async Task Document_TenantOfACall_IsNoParameter()
    {
        var document = await fixture.Gateway.GetAsync("/openapi/v1.json");

        var cancel = document.GetProperty("paths").GetProperty("/v1/jobs/{id}/cancel").GetProperty("post");
        Assert.Equal("id", Assert.Single(cancel.GetProperty("parameters").EnumerateArray()).GetProperty("name").GetString());
        Assert.False(cancel.TryGetProperty("requestBody", out _));
    }

    [Fact]
    public async Task Document_EveryCall_HasAnIdAndASummary()
    {
        var document = await fixture.Gateway.GetAsync("/openapi/v1.json");

        var calls = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).ToList();

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString());
        Assert.Equal(calls.Count, calls.Select(call => call.Value.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(calls, call => Assert.Equal(JsonValueKind.String, call.Value.GetProperty("summary").ValueKind));
    }

    [Fact]
    public async Task Document_OfTheGateway_SaysTheVersionItWasBuiltAs()
    {
        var props = XDocument.Load(Path.Combine(SamplePaths.RepositoryRoot, "Directory.Build.props"));

        var info = (await fixture.Gateway.GetAsync("/openapi/v1.json")).GetProperty("info");

        Assert.Equal(props.Descendants("Version").Single().Value, info.GetProperty("version").GetString());
        Assert.Equal("Apache-2.0", info.GetProperty("license").GetProperty("name").GetString());
    }

    [GeneratedRegex(@"\{\*+")]
    private static partial Regex CatchAll();
}
