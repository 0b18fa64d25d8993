using static DaprProcessing.Gateway.Health.HealthWords;

namespace DaprProcessing.Gateway.Health;

/// <summary>What is wrong, by what was seen of each part.</summary>
internal static class HealthVerdict
{
    /// <summary>Without these no job is taken, or none moves.</summary>
    public static IReadOnlyList<string> Fatal(HealthReport seen)
    {
        var parts = new (string Name, string Is)[]
        {
            ("the Dapr sidecar", seen.Sidecar), ("the object store", seen.S3), ("the state store", seen.State),
            ("the broker", seen.Nats),
        };
        return [.. parts.Where(part => part.Is == Connected(false)).Select(part => $"{part.Name} does not answer")];
    }

    /// <summary>Jobs are taken, and some will wait.</summary>
    public static IEnumerable<string> Partial(HealthReport seen)
    {
        if (seen.Orchestrator == NoAnswer)
        {
            yield return "no orchestrator answers: jobs are taken, and begin when one does";
        }

        if (seen.Nats == Connected(true) && seen.Messages == Waiting)
        {
            yield return "messages are slow to arrive";
        }

        var deaf = seen.Stages.Where(stage => stage.Value.Messages == Waiting).Select(stage => stage.Key).ToList();
        if (seen.Nats == Connected(true) && deaf.Count > 0)
        {
            yield return $"messages are slow to arrive at {string.Join(", ", deaf)}";
        }

        foreach (var (name, stage) in seen.Stages.Where(stage => stage.Value.Status != Ready))
        {
            yield return stage.Status == NoAnswer ? $"{name} does not answer"
                : string.Join("; ", stage.Engines.Where(engine => engine.Value != Ready)
                    .Select(engine => $"{name}: {engine.Key} {engine.Value}"));
        }
    }
}
