using System.Diagnostics;
using System.Threading.Channels;
using Dapr.Proto.Runtime.V1;
using Dapr.Protocol.Grpc;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DaprProcessing.Dapr.Tests.Grpc;

/// <summary>The client against the server, over loopback TCP.</summary>
public sealed class GrpcTests : IAsyncLifetime
{
    private readonly GrpcServer _server = new();
    private LoopbackApp _app = null!;
    private GrpcClient _client = null!;

    public async Task InitializeAsync()
    {
        _app = await LoopbackApp.StartAsync(_server.Map);
        _client = new GrpcClient(_app.Address, "secret");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(4 * 1024 * 1024 - 100)]
    public async Task Unary_AnySizeUnderTheLimit_EchoesTheBytes(int size)
    {
        var data = Bytes(size);

        var response = await _client.UnaryAsync<InvokeBindingResponse>("test/Echo", new InvokeBindingRequest { Data = data });

        Assert.Equal(data, response.Data);
        Assert.Equal("secret", response.Metadata["token"]);
    }

    [Fact]
    public async Task Unary_ManyAtOnce_EachGetsItsOwnAnswer()
    {
        await Parallel.ForAsync(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 200 }, async (i, ct) =>
        {
            var data = ByteString.CopyFromUtf8("call " + i);
            var response = await _client.UnaryAsync<InvokeBindingResponse>("test/Echo", new InvokeBindingRequest { Data = data }, ct);
            Assert.Equal(data, response.Data);
        });
    }

    [Fact]
    public async Task Unary_RequestOverTheLimit_IsResourceExhausted()
    {
        var request = new InvokeBindingRequest { Data = Bytes(5 * 1024 * 1024) };

        var error = await Assert.ThrowsAsync<RpcException>(() => _client.UnaryAsync<InvokeBindingResponse>("test/Echo", request));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Equal(request.Data, (await _client.UnaryAsync<InvokeBindingResponse>("test/EchoLarge", request)).Data);
    }

    [Fact]
    public async Task Unary_ResponseOverTheClientsLimit_IsResourceExhausted()
    {
        using var client = new GrpcClient(_app.Address, maxReceiveMessageBytes: 1000);

        var error = await Assert.ThrowsAsync<RpcException>(() =>
            client.UnaryAsync<InvokeBindingResponse>("test/Echo", new InvokeBindingRequest { Data = Bytes(1001) }));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Theory]
    [InlineData("plain text")]
    [InlineData("100 % \"quoted\"\r\nGrüße ✓")]
    public async Task Unary_HandlerChoosesStatus_StatusAndDetailArrive(string detail)
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => _client.UnaryAsync<Empty>("test/Fail", new StringValue { Value = detail }));

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Equal(detail, error.Status.Detail);
        Assert.False(error.NeverSent);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('漢')]
    public async Task Unary_LongDetail_ArrivesShortened(char letter)
    {
        var error = await Assert.ThrowsAsync<RpcException>(() =>
            _client.UnaryAsync<Empty>("test/Fail", new StringValue { Value = new string(letter, 100_000) }));

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.StartsWith(new string(letter, 400), error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unary_HandlerThrows_IsInternalWithTheMessage()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => _client.UnaryAsync<Empty>("test/Throw", new Empty()));

        Assert.Equal((StatusCode.Internal, "broken"), (error.StatusCode, error.Status.Detail));
    }

    [Theory]
    [InlineData("test/Unknown")]
    [InlineData("unknown/Unknown")]
    public async Task Unary_UnknownMethod_IsUnimplemented(string method)
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => _client.UnaryAsync<Empty>(method, new Empty()));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [Fact]
    public async Task Unary_DeadlinePasses_IsDeadlineExceededAndTheHandlerStops()
    {
        await _client.UnaryAsync<InvokeBindingResponse>("test/Echo", new InvokeBindingRequest());
        var clock = Stopwatch.StartNew();

        var error = await Assert.ThrowsAsync<RpcException>(() =>
            _client.UnaryAsync<Empty>("test/Wait", new Empty(), headers: null, deadline: TimeSpan.FromMilliseconds(500)));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5));
        await _server.Aborted.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Unary_DeadlineInTheHeaderOnly_IsKeptByTheServer()
    {
        var headers = new Dictionary<string, string> { ["grpc-timeout"] = "100m" };

        var error = await Assert.ThrowsAsync<RpcException>(() => _client.UnaryAsync<Empty>("test/Wait", new Empty(), headers));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Fact]
    public async Task Unary_CallerCancels_ThrowsCancelledAndTheHandlerStops()
    {
        using var cancel = new CancellationTokenSource();
        var call = _client.UnaryAsync<Empty>("test/Wait", new Empty(), cancel.Token);
        await _server.Started.Task.WaitAsync(TimeSpan.FromSeconds(5));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        await _server.Aborted.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Unary_NobodyListens_IsUnavailableAndNeverSent()
    {
        var address = _app.Address;
        await _app.DisposeAsync();
        using var client = new GrpcClient(address);

        var error = await Assert.ThrowsAsync<RpcException>(() => client.UnaryAsync<Empty>("test/Echo", new Empty()));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.True(error.NeverSent);
    }

    [Fact]
    public async Task ServerStream_TenThousandMessages_ArriveInOrder()
    {
        var expected = 0;
        await foreach (var message in _client.ServerStreamAsync<Int32Value>("test/Count", new Int32Value { Value = 10_000 }))
        {
            Assert.Equal(expected++, message.Value);
        }

        Assert.Equal(10_000, expected);
    }

    [Fact]
    public async Task ServerStream_FailsAfterMessages_GivesTheMessagesThenTheStatus()
    {
        var received = new List<int>();

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var message in _client.ServerStreamAsync<Int32Value>("test/Count", new Int32Value { Value = 3 }))
            {
                received.Add(message.Value);
            }
        });

        Assert.Equal([0, 1, 2], received);
        Assert.Equal((StatusCode.DataLoss, "after three"), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task ServerStream_LeftEarly_StopsTheHandler()
    {
        await foreach (var _ in _client.ServerStreamAsync<Int32Value>("test/Endless", new Empty()))
        {
            break;
        }

        await _server.Aborted.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task ServerStream_ServerStops_EndsWithAnError()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in _client.ServerStreamAsync<Int32Value>("test/Endless", new Empty()))
            {
                await _app.DisposeAsync();
            }
        });

        Assert.Contains(error.StatusCode, new[] { StatusCode.Unavailable, StatusCode.Internal, StatusCode.Cancelled });
    }

    [Fact]
    public async Task ServerStream_ServerStopsInGoodOrder_IsCancelledByIt()
    {
        var stopping = Task.CompletedTask;
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in _client.ServerStreamAsync<Int32Value>("test/Endless", new Empty()))
            {
                stopping = _app.StopAsync();
            }
        });

        Assert.Equal((StatusCode.Cancelled, "The server is shutting down."), (error.StatusCode, error.Status.Detail));
        await stopping;
    }

    [Fact]
    public async Task UnixSocket_Unary_Echoes()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var app = await LoopbackApp.StartAsync(_server.Map, unixSocket: path);
        using var client = new GrpcClient(new Uri("unix://" + path));

        var response = await client.UnaryAsync<InvokeBindingResponse>("test/Echo", new InvokeBindingRequest { Data = Bytes(10) });

        Assert.Equal(Bytes(10), response.Data);
    }

    [Fact]
    public async Task DuplexStream_EachRequestAfterTheLastAnswer_Alternates()
    {
        var requests = Channel.CreateUnbounded<StringValue>();
        await requests.Writer.WriteAsync(new StringValue { Value = "a" });
        var received = new List<string>();

        await foreach (var message in _client.DuplexStreamAsync<StringValue, StringValue>("test/Chat", requests.Reader.ReadAllAsync()))
        {
            received.Add(message.Value);
            if (received.Count == 3)
            {
                requests.Writer.Complete();
            }
            else
            {
                await requests.Writer.WriteAsync(new StringValue { Value = "b" + received.Count });
            }
        }

        Assert.Equal(["A", "B1", "B2"], received);
    }

    private static ByteString Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return ByteString.CopyFrom(bytes);
    }
}
