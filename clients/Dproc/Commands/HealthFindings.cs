using DaprProcessing.Client;

namespace DaprProcessing.Dproc.Commands;

/// <summary>What the platform's own report says, part by part, with what to do about each that is not well.</summary>
internal static class HealthFindings
{
    private const string QueueFix = "see whether the queue is long or stands still (docs/operations/incidents.md)";

    public static IEnumerable<Finding> Of(PlatformHealth health)
    {
        yield return Part(
            "sidecar", health.Sidecar, "connected",
            "see that the runtime beside the gateway runs (daprd, or the local one): without it nothing else is known");
        if (health.Sidecar != "connected")
        {
            yield break;
        }

        yield return Part("object store", health.S3, "connected", StoreFix("objectstore"));
        yield return Part("state store", health.State, "connected", StoreFix("statestore"));
        yield return Part(
            "broker", health.Nats, "connected", "see that nats-server runs, and that the component 'pubsub' names it");
        yield return Part(
            "orchestrator", health.Orchestrator, "ready", "start it: the jobs that were taken meanwhile begin then");
        yield return Part("messages", health.Messages, "moving", QueueFix);
        foreach (var (name, stage) in health.Stages)
        {
            yield return Stage(name, stage);
            if (stage.Messages == "waiting")
            {
                yield return new Finding($"{name}, messages", false, "do not arrive", QueueFix);
            }

            foreach (var (program, state) in stage.Optional ?? new Dictionary<string, string>())
            {
                // Nothing is wrong with a platform that has none: who misses it reads here why.
                yield return new Finding($"{name}, optional", true, $"{program}: {state}");
            }
        }
    }

    private static Finding Part(string check, string seen, string well, string fix) =>
        new(check, seen == well, seen, seen == well ? null : fix);

    private static string StoreFix(string component) =>
        $"see that it runs, and that the component '{component}' names its address and its keys";

    private static Finding Stage(string name, StageHealth stage)
    {
        var engines = string.Join(", ", stage.Engines.Select(engine => $"{engine.Key} {engine.Value}"));
        var says = engines.Length == 0 ? stage.Status : $"{stage.Status} ({engines})";
        return new Finding(name, stage.Status == "ready", says, stage.Status switch
        {
            "ready" => null,
            "no_answer" => "start it, or a replica of it: jobs that need it wait until then",
            _ => "read its log, and install what it names",
        });
    }
}

/// <param name="Fix">What to do; null where nothing is.</param>
internal sealed record Finding(string Check, bool Ok, string Says, string? Fix = null);
