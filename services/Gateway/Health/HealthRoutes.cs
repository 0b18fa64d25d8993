namespace DaprProcessing.Gateway.Health;

/// <summary>The report for people and monitors; probes ask <c>/healthz/ready</c>, which costs less and says less.</summary>
internal static class HealthRoutes
{
    public static void MapHealthReport(this IEndpointRouteBuilder v1) =>
        v1.MapGet("/health", (HealthReporter reporter, CancellationToken cancellationToken) =>
            reporter.ReportAsync(cancellationToken))
        .WithTags("Health").WithName("getHealth")
        .WithSummary("How stores, broker, sidecar, stages and their engines are; status is healthy, degraded or unhealthy")
        .Produces<HealthReport>();

    public static IServiceCollection AddHealthReport(this IServiceCollection services) =>
        services.AddSingleton<StoreProbe>().AddSingleton<ServiceProbe>().AddSingleton<HealthReporter>();
}
