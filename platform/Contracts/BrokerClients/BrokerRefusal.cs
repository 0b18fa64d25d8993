using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Contracts.BrokerClients;

/// <summary>A request that no job was made of, and why: what the gateway has the orchestrator tell the client.</summary>
/// <param name="At">When the request came.</param>
public sealed record BrokerRefusal(BrokerReply Reply, Failure Failure, DateTimeOffset At);
