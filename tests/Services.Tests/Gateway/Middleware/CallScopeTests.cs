using DaprProcessing.Services.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Services.Tests.Gateway.Middleware;

public sealed class CallScopeTests
{
    [Fact]
    public async Task Log_WhileAJobIsSubmittedAndCancelled_SaysTenantAndJob()
    {
        await using var gateway = await GatewayHarness.StartAsync(
            () => Results.StatusCode(500), "Logging:LogLevel:Default=Warning");
        using var log = new ScopeRecorder();
        gateway.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        var job = (await gateway.SubmitAsync()).GetProperty("id").GetString()!;
        var starting = await log.NextAsync("'start' of");
        using var cancelled = await gateway.Http.PostAsync($"/v1/jobs/{job}/cancel", null);
        var stopping = await log.NextAsync("'stop' of");

        Assert.Equal(("local", job), (starting["tenant"], starting["job"]));
        Assert.Equal(("local", job), (stopping["tenant"], stopping["job"]));
    }
}
