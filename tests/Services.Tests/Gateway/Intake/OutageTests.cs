using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Gateway;
using DaprProcessing.Services.Tests.Gateway.Compatibility;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Intake;

/// <summary>Submits while a part of the platform is away.</summary>
public sealed class OutageTests
{
    // Without the wait for what is away: eight seconds for the stores, five for the orchestrator.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Submit_OrchestratorSilent_IsAcceptedAtOnce()
    {
        var silence = new TaskCompletionSource();
        await using var gateway = await GatewayHarness.StartAsync(() => silence.Task);
        await gateway.GetAsync("/v1/pipelines");
        var startedAt = Stopwatch.GetTimestamp();

        await gateway.SubmitAsync();

        // A caller must not spend the seconds with it that the orchestrator is given.
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, Soon);
        Assert.False(silence.Task.IsCompleted);
        silence.SetResult();
    }

    [Fact]
    public async Task Submit_OrchestratorAway_IsAcceptedAtOnceAndReportedSoon()
    {
        await using var runtime = await InMemoryRuntime.StartAsync(AppIds.Gateway, AppIds.Orchestrator);
        await using var cable = new CuttableProxy(SidecarPort(runtime));
        using var http = await StartAsync(runtime, cable);
        // The first has everything compiled.
        using var first = await PostAsync(http);
        await GatewayHarness.AcceptedAsync(first, 202);
        var startedAt = Stopwatch.GetTimestamp();

        using var second = await PostAsync(http);

        await GatewayHarness.AcceptedAsync(second, 202);
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, Soon);
        await Eventually.Async(
            async () => await HealthAsync(http, "orchestrator") == "no_answer", Deadline,
            "a report of an orchestrator that is away");
    }

    [Fact]
    public async Task Submit_StoresReportedAway_IsRefusedAtOnceThoughNobodyHasWaitedForThem()
    {
        await using var runtime = await InMemoryRuntime.StartAsync(AppIds.Gateway);
        await using var cable = new CuttableProxy(SidecarPort(runtime));
        using var http = await StartAsync(runtime, cable, retryFor: "00:00:30");
        using var first = await PostAsync(http);
        await GatewayHarness.AcceptedAsync(first, 202);

        cable.Cut();

        await Eventually.Async(
            async () => await HealthAsync(http, "status") == "unhealthy", Deadline, "a report of stores that are away");
        // Whoever comes before the gate has looked goes away again, and is no reason to look.
        await Eventually.Async(() => IsRefusedSoonAsync(http), Deadline, "a refusal comes at once");
    }

    [Fact]
    public async Task Submit_StoresKnownToBeAway_IsRefusedAtOnceUntilTheyAreBack()
    {
        await using var runtime = await InMemoryRuntime.StartAsync(AppIds.Gateway);
        await using var cable = new CuttableProxy(SidecarPort(runtime));
        using var http = await StartAsync(runtime, cable);
        cable.Cut();
        using (var first = await PostAsync(http))
        {
            await GatewayHarness.ProblemAsync(first, 503, "storage_unavailable");
        }

        // Known from the first look on.
        await Eventually.Async(async () => (await RefusalAsync(http)) < Soon, Deadline, "a refusal comes at once");
        for (var count = 0; count < 5; count++)
        {
            Assert.InRange(await RefusalAsync(http), TimeSpan.Zero, Soon);
        }

        // Clients of docling-serve come again only where they are told when.
        using (var form = DoclingClient.Form(("to_formats", "md")))
        using (var compatible = await http.PostAsync("/v1/convert/file/async", form))
        {
            Assert.Equal((503, true), ((int)compatible.StatusCode, compatible.Headers.RetryAfter is not null));
            Assert.Equal(
                "The stores do not answer at the moment.",
                (await compatible.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
        }

        cable.Mend();
        await Eventually.Async(
            async () =>
            {
                using var response = await PostAsync(http);
                return (int)response.StatusCode == 202;
            },
            Deadline, "submits are taken again");
    }

    [Fact]
    public async Task Submit_StoresGoAwayDuringTheWait_IsAcceptedAllTheSame()
    {
        await using var runtime = await InMemoryRuntime.StartAsync(AppIds.Gateway);
        await using var cable = new CuttableProxy(SidecarPort(runtime));
        using var http = await StartAsync(runtime, cable);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs")
        {
            Content = new ByteArrayContent(GatewayHarness.Pdf), Headers = { { "Prefer", "wait=60" } },
        };
        var waiting = http.SendAsync(request);
        // Its record is written last of all.
        await Eventually.Async(
            async () => runtime.Objects("_open/local/") is [var marker, ..]
                && await runtime.FindStateAsync($"jobs/local/{Path.GetFileName(marker)}") is not null,
            Deadline, "the job is accepted");
        cable.Cut();

        using var response = await waiting;

        var job = await GatewayHarness.AcceptedAsync(response, 202);
        Assert.Equal($"/v1/jobs/{job.GetProperty("id").GetString()}", response.Headers.Location?.ToString());
    }

    /// <summary>A gateway whose stores are behind the cable.</summary>
    private static async Task<HttpClient> StartAsync(
        InMemoryRuntime runtime, CuttableProxy cable, string retryFor = "00:00:08")
    {
        string[] arguments =
        [
            .. runtime.Arguments(AppIds.Gateway), $"--DAPR_GRPC_ENDPOINT={cable.Url.Replace("nats", "http")}",
                $"--ObjectStore:RetryFor={retryFor}",
        ];
        return new HttpClient
        {
            BaseAddress = await runtime.StartAppAsync(AppIds.Gateway, GatewayService.Build(arguments)),
        };
    }

    private static async Task<TimeSpan> RefusalAsync(HttpClient http)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var response = await PostAsync(http);
        var took = Stopwatch.GetElapsedTime(startedAt);
        await GatewayHarness.ProblemAsync(response, 503, "storage_unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
        return took;
    }

    private static async Task<bool> IsRefusedSoonAsync(HttpClient http)
    {
        using var limit = new CancellationTokenSource(Soon);
        try
        {
            using var response = await PostAsync(http, limit.Token);
            await GatewayHarness.ProblemAsync(response, 503, "storage_unavailable");
            Assert.NotNull(response.Headers.RetryAfter);
            return true;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<string?> HealthAsync(HttpClient http, string name) =>
        (await http.GetFromJsonAsync<JsonElement>("/v1/health")).GetProperty(name).GetString();

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, CancellationToken cancellationToken = default)
    {
        using var content = new ByteArrayContent(GatewayHarness.Pdf);
        return await http.PostAsync("/v1/jobs", content, cancellationToken);
    }

    private static int SidecarPort(InMemoryRuntime runtime)
    {
        const string Setting = "--DAPR_GRPC_ENDPOINT=";
        return new Uri(runtime.Arguments(AppIds.Gateway).Single(setting =>
            setting.StartsWith(Setting, StringComparison.Ordinal))[Setting.Length..]).Port;
    }
}
