using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dapr;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DaprProcessing.Dapr.Tests.AspNetCore;

public sealed class CloudEventsTests
{
    private const string CloudEvent = "application/cloudevents+json";

    [Theory]
    [InlineData("""{"data":{"a":1}}""", "application/json", """{"a":1}""")]
    [InlineData("""{"data":[1,2],"datacontenttype":"application/json; charset=utf-16"}""", "application/json", "[1,2]")]
    [InlineData("""{"data":"text"}""", "application/json", "\"text\"")]
    [InlineData("""{"data":"text","datacontenttype":"application/vnd.x+json"}""", "application/vnd.x+json", "\"text\"")]
    [InlineData("""{"data":"Gr\u00fc\u00dfe","datacontenttype":"text/plain"}""", "text/plain", "Grüße")]
    [InlineData("""{"data":{"a":1},"datacontenttype":"text/plain"}""", "text/plain", """{"a":1}""")]
    [InlineData("""{"data":null}""", "application/json", "null")]
    [InlineData("""{"data_base64":"AGhp/w==","datacontenttype":"application/octet-stream"}""", "application/octet-stream", "\0hi\u00ff")]
    [InlineData("""{"data_base64":"","datacontenttype":"image/png"}""", "image/png", "")]
    [InlineData("""{"id":"1"}""", "", "")]
    public async Task UseCloudEvents_Envelope_EndpointSeesTheData(string envelope, string contentType, string body)
    {
        var (status, text) = await PostAsync(envelope, CloudEvent);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($"{contentType}|{body}", text);
    }

    [Theory]
    [InlineData("""{"data":1,"data_base64":"AA=="}""")]
    [InlineData("""{"data_base64":"not base64"}""")]
    [InlineData("""{"data_base64":7}""")]
    [InlineData("""{"data":"\ud800","datacontenttype":"text/plain"}""")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("")]
    public async Task UseCloudEvents_NotAnEnvelope_IsABadRequest(string envelope)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(envelope, CloudEvent)).Status);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/cloudevents-batch+json")]
    public async Task UseCloudEvents_OtherContentType_IsLeftAlone(string contentType)
    {
        var (_, text) = await PostAsync("""{"data":1}""", contentType);

        Assert.Equal(contentType + """|{"data":1}""", text);
    }

    [Fact]
    public async Task UseCloudEvents_CharsetOnTheEnvelope_IsStillAnEnvelope()
    {
        Assert.Equal("application/json|1", (await PostAsync("""{"data":1}""", CloudEvent + "; charset=utf-8")).Text);
    }

    [Fact]
    public async Task UseCloudEvents_DecodingSuppressed_LeavesTextQuoted()
    {
        var options = new CloudEventsMiddlewareOptions { SuppressJsonDecodingOfTextPayloads = true };

        var (_, text) = await PostAsync("""{"data":"text","datacontenttype":"text/plain"}""", CloudEvent, options);

        Assert.Equal("text/plain|\"text\"", text);
    }

    [Fact]
    public async Task UseCloudEvents_ForwardProperties_AreHeadersWithoutTheData()
    {
        var options = new CloudEventsMiddlewareOptions
        {
            ForwardCloudEventPropertiesAsHeaders = true,
            ExcludedCloudEventPropertiesFromHeaders = ["source"],
        };

        var (_, text) = await PostAsync("""{"data":1,"id":"7","traceParent":"00-ab","source":"x","priority":3}""", CloudEvent, options);

        Assert.Equal("application/json|1|Cloudevent.id=7|Cloudevent.priority=3|Cloudevent.traceparent=00-ab", text);
    }

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(
        string body, string contentType, CloudEventsMiddlewareOptions? options = null)
    {
        await using var app = await LoopbackApp.StartAsync(app =>
        {
            app.UseCloudEvents(options ?? new CloudEventsMiddlewareOptions());
            app.MapPost("/", async context =>
            {
                using var bytes = new MemoryStream();
                await context.Request.Body.CopyToAsync(bytes);
                var isText = context.Request.ContentType != "application/octet-stream";
                var seen = (isText ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes.ToArray());
                var forwarded = context.Request.Headers.Where(h => h.Key.StartsWith("Cloudevent.", StringComparison.Ordinal))
                    .OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"|{h.Key}={h.Value}");
                await context.Response.WriteAsync($"{context.Request.ContentType}|{seen}{string.Concat(forwarded)}");
            });
        }, HttpProtocols.Http1);
        using var http = new HttpClient { BaseAddress = app.Address };
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };

        using var response = await http.PostAsync("/", content);

        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
