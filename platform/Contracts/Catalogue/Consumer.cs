namespace DaprProcessing.Contracts.Catalogue;

/// <summary>Who consumes what: one durable consumer group on one topic.</summary>
/// <param name="AppId">The Dapr app id of the service, also the stage's name on a routing slip.</param>
/// <param name="Topic">Topic, the JetStream subject.</param>
/// <param name="Stream">JetStream stream that holds the topic.</param>
/// <param name="Group">Durable name and queue group shared by the replicas.</param>
/// <param name="Hardware">Where the replicas may run.</param>
public sealed record Consumer(string AppId, string Topic, string Stream, string Group, Hardware Hardware = Hardware.Cpu);

[Flags]
public enum Hardware
{
    Cpu = 1,
    Gpu = 2,
}
