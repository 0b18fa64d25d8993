using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Platform.Hosting;
using static DaprProcessing.Gateway.Health.HealthWords;

namespace DaprProcessing.Gateway.Health;

/// <summary>Looks at everything at once.</summary>
internal sealed class HealthReporter(
    SidecarHealth sidecar, StoreProbe stores, StoreGate gate, ServiceProbe services, TimeProvider time)
{
    private readonly SharedLook<HealthReport> _looks = new(TimeSpan.FromSeconds(1), time);

    public Task<HealthReport> ReportAsync(CancellationToken cancellationToken) => _looks.TakeAsync(LookAsync, cancellationToken);

    private async Task<HealthReport> LookAsync(CancellationToken cancellationToken)
    {
        if (!await sidecar.IsReadyAsync(cancellationToken))
        {
            gate.Shut();
            return new HealthReport(
                Unknown, Unknown, Unknown, Connected(false), Unknown, Unknown,
                new Dictionary<string, StageHealth>(), time.GetUtcNow());
        }

        var objects = stores.ObjectsAnswerAsync(cancellationToken);
        var state = stores.StateAnswersAsync(cancellationToken);
        var orchestrator = services.AskForMessagesAsync(AppIds.Orchestrator, cancellationToken);
        var stages = await Task.WhenAll(ConsumerCatalogue.Shipped.Consumers.Select(consumer => consumer.AppId)
            .Where(appId => appId != AppIds.Orchestrator).Order(StringComparer.Ordinal)
            .Select(async appId => (Name: appId, Health: await StageAsync(appId, cancellationToken))));
        await Task.WhenAll(objects, state, orchestrator);

        if (!await objects || !await state)
        {
            // Then nobody who submits need find it out by waiting.
            gate.Shut();
        }

        var parts = (await orchestrator)?.Parts;
        return new HealthReport(
            Connected(await objects), Word(parts, HealthParts.Broker, Connected(true), Connected(false)),
            Connected(await state), Connected(true), parts is null ? NoAnswer : Ready,
            Word(parts, HealthParts.Messages, Moving, Waiting),
            stages.ToDictionary(stage => stage.Name, stage => stage.Health),
            time.GetUtcNow());
    }

    private static string Word(IReadOnlyList<PartHealth>? parts, string name, string well, string unwell) =>
        parts?.FirstOrDefault(part => part.Name == name) switch
        {
            null => Unknown,
            { Trouble: null } => well,
            _ => unwell,
        };

    private async Task<StageHealth> StageAsync(string appId, CancellationToken cancellationToken)
    {
        var report = services.AskAsync(appId, cancellationToken);
        var messages = services.AskForMessagesAsync(appId, cancellationToken);
        return await report is { } health
            ? StageOf(health, Word((await messages)?.Parts, HealthParts.Messages, Moving, Waiting))
            : new StageHealth(NoAnswer, Unknown, new Dictionary<string, string>());
    }

    private static StageHealth StageOf(ServiceHealth health, string messages)
    {
        var (engines, optional) = (Told(isOptional: false), Told(isOptional: true));
        var offers = health.Parts.Where(part => part.Offers is { Count: > 0 })
            .ToDictionary(part => part.Name, part => part.Offers!);
        return new StageHealth(
            engines.Values.All(told => told == Ready) ? Ready : Impaired, messages, engines,
            optional.Count == 0 ? null : optional)
        {
            Offers = offers.Count == 0 ? null : offers,
        };

        Dictionary<string, string> Told(bool isOptional) => health.Parts.Where(part => part.IsOptional == isOptional)
            .ToDictionary(part => part.Name, part => part.Trouble ?? Ready);
    }
}
