using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Dapr.Protocol.Grpc;
using Google.Protobuf;
using Dapr.Proto.Runtime.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DaprProcessing.Dapr.Tests.Grpc;

/// <summary>What the server answers to bytes no well-behaved client sends.</summary>
public sealed class GrpcFramingTests : IAsyncLifetime
{
    private LoopbackApp _app = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _app = await LoopbackApp.StartAsync(new GrpcServer().Map);
        _http = new HttpClient
        {
            BaseAddress = _app.Address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 5, 1, 2 })]
    [InlineData(new byte[] { 7, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 0xff })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public async Task Unary_BadFrame_IsInternal(byte[] body)
    {
        Assert.Equal((StatusCode.Internal, HttpStatusCode.OK), await PostAsync(body));
    }

    [Fact]
    public async Task Unary_LengthOfFourGigabytes_IsResourceExhaustedAtOnce()
    {
        Assert.Equal((StatusCode.ResourceExhausted, HttpStatusCode.OK), await PostAsync([0, 0xff, 0xff, 0xff, 0xff, 1]));
    }

    [Fact]
    public async Task Unary_GzipRequest_IsDecompressed()
    {
        var message = new InvokeBindingRequest { Data = ByteString.CopyFrom(new byte[100_000]) }.ToByteArray();

        Assert.Equal((StatusCode.OK, HttpStatusCode.OK), await PostAsync(Gzip(message), ("grpc-encoding", "gzip")));
    }

    [Fact]
    public async Task Unary_GzipBomb_IsResourceExhausted()
    {
        Assert.Equal((StatusCode.ResourceExhausted, HttpStatusCode.OK), await PostAsync(Gzip(new byte[50_000_000]), ("grpc-encoding", "gzip")));
    }

    [Fact]
    public async Task Unary_UnknownEncoding_IsUnimplemented()
    {
        Assert.Equal((StatusCode.Unimplemented, HttpStatusCode.OK), await PostAsync([1, 0, 0, 0, 0], ("grpc-encoding", "zstd")));
    }

    [Fact]
    public async Task Unary_RandomBytes_AlwaysEndWithAStatus()
    {
        var random = new Random(4711);
        for (var i = 0; i < 300; i++)
        {
            var body = new byte[random.Next(64)];
            random.NextBytes(body);
            if (body.Length >= 5 && i % 2 == 0)
            {
                // Half of them get a valid header, so that the message itself is reached.
                body[0] = 0;
                BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(1), (uint)(body.Length - 5));
            }

            var (status, http) = await PostAsync(body);
            Assert.Equal(HttpStatusCode.OK, http);
            Assert.Contains(status, new[] { StatusCode.OK, StatusCode.Internal, StatusCode.ResourceExhausted });
        }

        Assert.Equal((StatusCode.OK, HttpStatusCode.OK), await PostAsync([0, 0, 0, 0, 0]));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("123456789S")]
    [InlineData("1x")]
    public async Task Unary_BadTimeout_IsInternal(string timeout)
    {
        Assert.Equal((StatusCode.Internal, HttpStatusCode.OK), await PostAsync([0, 0, 0, 0, 0], ("grpc-timeout", timeout)));
    }

    [Theory]
    [InlineData("99999999H")]
    [InlineData("1M")]
    public async Task Unary_LongTimeout_IsAccepted(string timeout)
    {
        Assert.Equal((StatusCode.OK, HttpStatusCode.OK), await PostAsync([0, 0, 0, 0, 0], ("grpc-timeout", timeout)));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpc+json")]
    public async Task Unary_OtherContentType_IsUnsupportedMediaType(string contentType)
    {
        var content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };

        using var response = await _http.PostAsync("/test/Echo", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    private static byte[] Gzip(byte[] message)
    {
        var body = new MemoryStream();
        body.Write(stackalloc byte[5]);
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(message);
        }

        var bytes = body.ToArray();
        bytes[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), (uint)(bytes.Length - 5));
        return bytes;
    }

    private async Task<(StatusCode Grpc, HttpStatusCode Http)> PostAsync(byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/test/Echo")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await _http.SendAsync(request);
        var status = response.TrailingHeaders.TryGetValues("grpc-status", out var values) ? values.Single() : "99";
        return ((StatusCode)int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), response.StatusCode);
    }
}
