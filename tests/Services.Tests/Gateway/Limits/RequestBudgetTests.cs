using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.State;
using DaprProcessing.Services.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Gateway.Limits;

/// <summary>Several budgets over one store are what several replicas are.</summary>
public sealed class RequestBudgetTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly Tenant Acme = new("acme");

    private readonly StoppedClock _clock = new() { Now = new DateTimeOffset(2026, 11, 27, 12, 0, 20, TimeSpan.Zero) };

    [Theory]
    [InlineData(5)]
    [InlineData(200)]
    public async Task Take_OfThreeReplicas_IsTogetherTheQuota(int quota)
    {
        var replicas = Enumerable.Range(0, 3).Select(_ => NewBudget()).ToList();
        // A window of the theory's own.
        _clock.Now += TimeSpan.FromHours(quota);

        var taken = await Task.WhenAll(Enumerable.Range(0, quota * 3)
            .Select(index => replicas[index % 3].TakeAsync(Acme, quota, CancellationToken.None)));

        Assert.Equal(quota, taken.Count(allowance => !allowance.IsExhausted));
        Assert.All(taken, allowance => Assert.Equal(TimeSpan.FromSeconds(40), allowance.Reset));
        _clock.Now += TimeSpan.FromMinutes(1);
        Assert.False((await replicas[0].TakeAsync(Acme, quota, CancellationToken.None)).IsExhausted);
    }

    private RequestBudget NewBudget() =>
        new(fixture.Gateway.App.Services.GetRequiredService<StateDocument<RequestCount>>(), _clock);

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
