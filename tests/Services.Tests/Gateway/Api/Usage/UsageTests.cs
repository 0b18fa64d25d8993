using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Services.Tests.Gateway.Tenants;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Gateway.Api.Usage;

public sealed class UsageTests
{
    private static readonly UsageDay OnePage = new(
        new Dictionary<string, long> { ["succeeded"] = 1 }, 100, new Dictionary<string, long> { ["ocr"] = 1 }, 2.5);

    [Fact]
    public async Task Usage_OfATenant_IsTheSumOfItsEndedJobsAndNobodyElses()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var (acme, other) = (await gateway.AddTenantAsync("acme"), await gateway.AddTenantAsync("other"));
        var usage = gateway.Gateway.App.Services.GetRequiredService<UsageStore>();
        var jobs = new List<string>();
        for (var count = 0; count < 10; count++)
        {
            jobs.Add(await gateway.SubmitAsync(acme));
        }

        // Each end is tried three times, all at once.
        await Task.WhenAll(jobs.SelectMany(job => Enumerable.Range(0, 3).Select(_ => EndAsync(usage, new JobId("acme", job)))));

        using var response = await gateway.SendAsync(HttpMethod.Get, "/v1/usage", acme);
        var total = (await GatewayHarness.AcceptedAsync(response, 200)).GetProperty("total");
        Assert.Equal(
            (10, 1000, 10, 25.0),
            (total.GetProperty("jobs").GetProperty("succeeded").GetInt32(), total.GetProperty("bytes").GetInt32(),
                total.GetProperty("pages").GetProperty("ocr").GetInt32(), total.GetProperty("audioSeconds").GetDouble()));
        using var none = await gateway.SendAsync(HttpMethod.Get, "/v1/usage", other);
        Assert.Equal(0, (await GatewayHarness.AcceptedAsync(none, 200)).GetProperty("days").GetArrayLength());
        var seen = await gateway.AdminAsync(HttpMethod.Get, "/v1/admin/tenants/acme/usage", null, 200);
        Assert.Equal(1000, seen.GetProperty("total").GetProperty("bytes").GetInt32());
    }

    [Theory]
    [InlineData(WriteFailure.BeforeCommit)]
    [InlineData(WriteFailure.AfterCommit)]
    public async Task End_WhoseWriteFails_CountsOnceWhenItIsTriedAgain(WriteFailure when)
    {
        var failures = new FailingWrites();
        await using var runtime = await InMemoryRuntime.StartAsync(failures, AppIds.Gateway);
        var gateway = GatewayService.Build(runtime.Arguments(AppIds.Gateway));
        await runtime.StartAppAsync(AppIds.Gateway, gateway);
        var usage = gateway.Services.GetRequiredService<UsageStore>();
        var job = await CreateAsync(gateway.Services.GetRequiredService<JobStore>());
        failures.FailNext("usage/", when);

        var ended = await EndAsync(usage, job);
        await EndAsync(usage, job);

        Assert.True(failures.AllFailed);
        Assert.Equal(JobStatus.Succeeded, ended!.Status);
        var day = await usage.ReadAsync("local", DateOnly.FromDateTime(ended.FinishedAt!.Value.UtcDateTime), default);
        Assert.Equal((1, 100, 1), (day.Jobs["succeeded"], day.Bytes, day.PagesTotal));
    }

    [Theory]
    [InlineData("?from=2026-01-01&to=2026-02-02")]
    [InlineData("?from=2026-02-02&to=2026-01-01")]
    public async Task Usage_OfDaysThatCannotBeMeant_IsRefused(string query)
    {
        await using var gateway = await GatewayHarness.StartAsync();

        using var response = await gateway.Http.GetAsync($"/v1/usage{query}");

        await GatewayHarness.ProblemAsync(response, 400, "invalid_range");
    }

    private static Task<JobRecord?> EndAsync(UsageStore usage, JobId job) => usage.EndAsync(
        job, known => known with { Status = JobStatus.Succeeded, FinishedAt = DateTimeOffset.UtcNow }, _ => OnePage, default);

    private static async Task<JobId> CreateAsync(JobStore jobs)
    {
        var job = JobId.New("local");
        Assert.True(await jobs.TryCreateAsync(
            new JobRecord
            {
                Id = job, Pipeline = "document", Phases = [], Artifacts = [], Status = JobStatus.Running,
                Options = new JobOptions(),
                Source = new SourceFile("key", "a.pdf", "application/pdf", 100, "hash"), CreatedAt = DateTimeOffset.UtcNow,
                ExpiresAt = DateTimeOffset.UtcNow.AddDays(1),
            },
            default));
        return job;
    }
}
