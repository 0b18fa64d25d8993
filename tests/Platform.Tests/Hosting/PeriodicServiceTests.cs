using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaprProcessing.Platform.Tests.Hosting;

public sealed class PeriodicServiceTests
{
    [Fact]
    public async Task Host_WhoseStartFails_TellsOfItsFailureAlone()
    {
        var told = new Told();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(told);
        builder.Services.AddHostedService<Rounds>().AddHostedService<NoPort>();
        using (var host = builder.Build())
        {
            var failure = await Assert.ThrowsAsync<IOException>(() => host.StartAsync());
            Assert.Equal("the port is taken", failure.Message);
            await Rounds.First.Task;
        }

        await Rounds.Ended.Task;
        Assert.DoesNotContain(told.Lines, line => line.Contains("BackgroundService", StringComparison.Ordinal));
    }

    private sealed class Rounds() : PeriodicService(TimeSpan.FromHours(1), TimeProvider.System, NullLogger.Instance)
    {
        public static TaskCompletionSource First { get; } = new();

        public static TaskCompletionSource Ended { get; } = new();

        public override void Dispose()
        {
            base.Dispose();
            ExecuteTask!.ContinueWith(_ => Ended.TrySetResult(), TaskScheduler.Default);
        }

        protected override Task RunAsync(CancellationToken cancellationToken)
        {
            First.TrySetResult();
            return Task.CompletedTask;
        }
    }

    private sealed class NoPort : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new IOException("the port is taken");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
