using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Platform.Hosting;
using static DaprProcessing.Gateway.Health.HealthWords;

namespace DaprProcessing.Gateway.Health;

/// <summary>
/// Looks at everything at once. One look serves all who ask within a second: asking often costs the platform no more than asking
/// once.
/// </summary>
internal sealed class HealthReporter(
    SidecarHealth sidecar, StoreProbe stores, StoreGate gate, ServiceProbe services, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task<HealthReport>? _look;

    public Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_look is null || (_look.IsCompleted && !IsFresh(_look)))
            {
                // Not with this caller's token: others wait for it too.
                _look = LookAsync(CancellationToken.None);
            }

            return _look.WaitAsync(cancellationToken);
        }
    }

    private bool IsFresh(Task<HealthReport> look) =>
        look.IsCompletedSuccessfully && time.GetUtcNow() - look.Result.CheckedAt < Fresh;

    private async Task<HealthReport> LookAsync(CancellationToken cancellationToken)
    {
        if (!await sidecar.IsReadyAsync(cancellationToken))
        {
            gate.Suspect();
            return new HealthReport(
                Unknown, Unknown, Unknown, Connected(false), Unknown, Unknown,
                new Dictionary<string, StageHealth>(), time.GetUtcNow());
        }

        var objects = stores.ObjectsAnswerAsync(cancellationToken);
        var state = stores.StateAnswersAsync(cancellationToken);
        var orchestrator = services.AskAsync(AppIds.Orchestrator, cancellationToken);
        var stages = ConsumerCatalogue.Shipped.Consumers.Select(consumer => consumer.AppId)
            .Where(appId => appId != AppIds.Orchestrator)
            .ToDictionary(appId => appId, appId => services.AskAsync(appId, cancellationToken));
        await Task.WhenAll([objects, state, orchestrator, .. stages.Values]);

        if (!await objects || !await state)
        {
            // Then nobody who submits need find it out by waiting.
            gate.Suspect();
        }

        var parts = (await orchestrator)?.Parts;
        return new HealthReport(
            Connected(await objects), Word(parts, HealthParts.Broker, Connected(true), Connected(false)),
            Connected(await state), Connected(true), parts is null ? NoAnswer : Ready,
            Word(parts, HealthParts.Messages, Moving, Waiting),
            stages.OrderBy(stage => stage.Key, StringComparer.Ordinal)
                .ToDictionary(stage => stage.Key, stage => StageOf(stage.Value.Result)),
            time.GetUtcNow());
    }

    private static string Word(IReadOnlyList<PartHealth>? parts, string name, string well, string unwell) =>
        parts?.FirstOrDefault(part => part.Name == name) switch
        {
            null => Unknown,
            { Trouble: null } => well,
            _ => unwell,
        };

    private static StageHealth StageOf(ServiceHealth? health)
    {
        if (health is null)
        {
            return new StageHealth(NoAnswer, new Dictionary<string, string>());
        }

        var (engines, optional) = (Told(isOptional: false), Told(isOptional: true));
        var offers = health.Parts.Where(part => part.Offers is { Count: > 0 })
            .ToDictionary(part => part.Name, part => part.Offers!);
        return new StageHealth(
            engines.Values.All(told => told == Ready) ? Ready : Impaired, engines, optional.Count == 0 ? null : optional)
        {
            Offers = offers.Count == 0 ? null : offers,
        };

        Dictionary<string, string> Told(bool isOptional) => health.Parts.Where(part => part.IsOptional == isOptional)
            .ToDictionary(part => part.Name, part => part.Trouble ?? Ready);
    }
}
