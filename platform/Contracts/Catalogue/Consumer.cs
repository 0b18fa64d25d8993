namespace DaprProcessing.Contracts.Catalogue;

/// <summary>Who consumes what: one durable consumer group on one topic.</summary>
/// <param name="AppId">The Dapr app id of the service; of a stage also its name on a routing slip.</param>
/// <param name="Topic">Topic, the JetStream subject.</param>
/// <param name="Stream">JetStream stream that holds the topic.</param>
/// <param name="Group">Durable name and queue group shared by the replicas.</param>
/// <param name="Roles">What a stage can be asked for, of <see cref="StageRoles"/>.</param>
/// <param name="TakesClients">Clients of the broker publish on the topic as well.</param>
public sealed record Consumer(
    string AppId, string Topic, string Stream, string Group, IReadOnlyList<string> Roles, bool TakesClients = false)
{
    /// <summary>Where a message that only says that messages arrive is published; of a wildcard, one of its topics.</summary>
    public string CanaryTopic => Topic.Replace("*", "canary", StringComparison.Ordinal);

    /// <summary>
    /// What the JetStream component needs to know of the subscription. daprd's own component reads the durable and the group
    /// from the component file instead and ignores these.
    /// </summary>
    /// <param name="maxInFlight">Messages at work at a time in one replica.</param>
    public Dictionary<string, string> SubscriptionMetadata(int maxInFlight) => new()
    {
        ["streamName"] = Stream,
        ["durableName"] = Group,
        ["queueGroupName"] = Group,
        ["maxInFlight"] = maxInFlight.ToString(),
    };

    /// <summary>
    /// The topic under so many names: <c>png.created</c>, <c>png.created#2</c> … daprd subscribes to a name once; the JetStream
    /// component takes them for the same.
    /// </summary>
    public IReadOnlyList<string> SlotTopics(int slots) =>
        [Topic, .. Enumerable.Range(2, Math.Max(0, slots - 1)).Select(slot => $"{Topic}#{slot}")];
}
