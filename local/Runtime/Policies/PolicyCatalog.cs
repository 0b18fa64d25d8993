using System.Collections.Concurrent;

namespace DaprProcessing.Local.Runtime.Policies;

/// <summary>Finds the policy of a target for an app; breakers keep their state between calls.</summary>
internal sealed class PolicyCatalog(IReadOnlyList<ResiliencyDefinition> definitions, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string AppId, string Kind, string Target), Policy> _policies = new();
    private readonly Policy _invocationDefault = new(null, RetryPolicy.ServiceInvocation, null, time);

    /// <summary>Calls from one app to another; without a file's word, three retries a second apart.</summary>
    public Policy Invocation(string appId, string targetAppId) =>
        Find(appId, "app", targetAppId, definition => definition.Apps) is var policy && policy != Policy.None ? policy : _invocationDefault;

    /// <summary>Deliveries from a component to the app.</summary>
    public Policy Inbound(string appId, string component) => Find(appId, "inbound", component, definition => definition.Inbound);

    /// <summary>Calls from the app to a component.</summary>
    public Policy Outbound(string appId, string component) => Find(appId, "outbound", component, definition => definition.Outbound);

    private Policy Find(
        string appId, string kind, string target, Func<ResiliencyDefinition, IReadOnlyDictionary<string, PolicyNames>> targets)
    {
        return definitions.Count == 0 ? Policy.None : _policies.GetOrAdd((appId, kind, target), _ => Build());

        Policy Build()
        {
            var definition = definitions.FirstOrDefault(candidate => candidate.IsInScope(appId) && targets(candidate).ContainsKey(target));
            if (definition is null)
            {
                return Policy.None;
            }

            var names = targets(definition)[target];
            return new Policy(
                names.Timeout is null ? null : definition.Timeouts[names.Timeout],
                names.Retry is null ? null : definition.Retries[names.Retry],
                names.CircuitBreaker is null ? null : new CircuitBreaker(definition.CircuitBreakers[names.CircuitBreaker], time), time);
        }
    }
}
