using Dapr;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Tests.Hosting;

public sealed class OutageTests
{
    private static readonly Exception SidecarAway = new DaprException(
        "State operation failed. See InnerException for details.",
        new RpcException(new Status(StatusCode.Unavailable, "failed to connect to all addresses")));

    public static TheoryData<Exception, bool, string> Faults => new()
    {
        { SidecarAway, true, "failed to connect to all addresses" },
        { new RpcException(new Status(StatusCode.Internal, "nats: timeout")), true, "nats: timeout" },
        {
            new ObjectStoreUnavailableException("jobs/1", new IOException("reset")), true,
            "the object store does not serve 'jobs/1': reset"
        },
        { new HttpRequestException("Connection refused (127.0.0.1:3500)"), true, "Connection refused (127.0.0.1:3500)" },
        { new DaprException("", new RpcException(new Status(StatusCode.ResourceExhausted, "over 4 MB"))), false, "over 4 MB" },
        { new InvalidOperationException("a fault"), false, "a fault" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_IsAnOutageOrNot_AndHasItsReasonInALine(Exception error, bool isOutage, string reason) =>
        Assert.Equal((isOutage, reason), (Outage.IsOne(error), Outage.ReasonOf(error)));

    [Fact]
    public async Task Answer_SidecarAway_Is503AndALine()
    {
        var (status, told) = await AskAsync(_ => throw SidecarAway);

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, status);
        Assert.Equal(["Warning: /work cannot be done at the moment: failed to connect to all addresses"], told);
    }

    [Fact]
    public async Task Answer_FaultWhileStopping_Is503AndNothingIsTold()
    {
        var (status, told) = await AskAsync(app =>
        {
            app.Lifetime.StopApplication();
            throw new InvalidOperationException("what it needs has stopped before it");
        });

        Assert.Equal((StatusCodes.Status503ServiceUnavailable, 0), (status, told.Count));
    }

    [Fact]
    public async Task Answer_FaultOfOurs_IsToldWithItsTrace()
    {
        var (status, told) = await AskAsync(_ => throw new InvalidOperationException("a fault of ours"));

        Assert.Equal(StatusCodes.Status500InternalServerError, status);
        Assert.Contains(told, line => line.Contains(" at DaprProcessing", StringComparison.Ordinal));
    }

    private static async Task<(int Status, IReadOnlyCollection<string> Told)> AskAsync(Action<WebApplication> work)
    {
        var told = new Told();
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).Services.AddSingleton<ILoggerProvider>(told);
        await using var app = builder.Build();
        app.UseOutageAnswers().MapPost("/work", () => work(app));
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var answer = await http.PostAsync("/work", content: null);
        return ((int)answer.StatusCode, told.Lines);
    }
}
