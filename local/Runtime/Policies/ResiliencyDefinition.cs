using DaprProcessing.Local.Runtime.Cel;
using DaprProcessing.Local.Runtime.Resources;

namespace DaprProcessing.Local.Runtime.Policies;

/// <summary>The names of the policies one target uses; null where the file gives none.</summary>
internal sealed record PolicyNames(string? Timeout, string? Retry, string? CircuitBreaker);

/// <summary>One <c>kind: Resiliency</c> document.</summary>
internal sealed record ResiliencyDefinition(
    IReadOnlyDictionary<string, TimeSpan> Timeouts, IReadOnlyDictionary<string, RetryPolicy> Retries,
    IReadOnlyDictionary<string, CircuitBreakerOptions> CircuitBreakers, IReadOnlyDictionary<string, PolicyNames> Apps,
    IReadOnlyDictionary<string, PolicyNames> Inbound, IReadOnlyDictionary<string, PolicyNames> Outbound, IReadOnlyList<string> Scopes)
{
    private static readonly TimeSpan DefaultBreakerTimeout = TimeSpan.FromSeconds(60);
    private const string DefaultTrip = "consecutiveFailures > 5";

    public bool IsInScope(string appId) => Scopes.Count == 0 || Scopes.Contains(appId);

    public static ResiliencyDefinition Read(YamlMap document)
    {
        var spec = document.Map("spec") ?? throw new ResourceException($"{document.Where}: 'spec' is required");
        var policies = spec.Map("policies");
        var targets = spec.Map("targets");
        var timeouts = policies?.Map("timeouts");
        var definition = new ResiliencyDefinition(
            timeouts?.Keys.ToDictionary(name => name, name => timeouts.Duration(name) ?? TimeSpan.Zero) ?? [],
            Each(policies?.Map("retries"), ReadRetry), Each(policies?.Map("circuitBreakers"), ReadBreaker),
            Each(targets?.Map("apps"), ReadNames),
            Each(targets?.Map("components"), component => component.Map("inbound") is { } inbound ? ReadNames(inbound) : null),
            Each(targets?.Map("components"), component => component.Map("outbound") is { } outbound ? ReadNames(outbound) : null),
            document.Texts("scopes"));
        definition.Check(document.Where);
        return definition;
    }

    private static Dictionary<string, T> Each<T>(YamlMap? map, Func<YamlMap, T?> read) where T : class
    {
        var all = new Dictionary<string, T>();
        foreach (var name in map?.Keys ?? [])
        {
            if (map!.Map(name) is { } child && read(child) is { } value)
            {
                all[name] = value;
            }
        }

        return all;
    }

    private static PolicyNames ReadNames(YamlMap target) =>
        new(target.Text("timeout"), target.Text("retry"), target.Text("circuitBreaker"));

    private static RetryPolicy ReadRetry(YamlMap retry)
    {
        var policy = retry.Text("policy") ?? "constant";
        return policy is "constant" or "exponential"
            ? new RetryPolicy(
                policy == "exponential", retry.Duration("duration") ?? RetryPolicy.DefaultDuration,
                retry.Duration("maxInterval") ?? RetryPolicy.DefaultMaxInterval, retry.Integer("maxRetries") ?? -1)
            : throw new ResourceException($"{retry.Where}: policy '{policy}' is not known; known: constant, exponential");
    }

    private static CircuitBreakerOptions ReadBreaker(YamlMap breaker)
    {
        try
        {
            return new CircuitBreakerOptions(
                Math.Max(1, breaker.Integer("maxRequests") ?? 1), breaker.Duration("interval") ?? TimeSpan.Zero,
                breaker.Duration("timeout") ?? DefaultBreakerTimeout,
                CelExpression.Parse(breaker.Text("trip") ?? DefaultTrip, CircuitBreakerOptions.Variables));
        }
        catch (CelException wrong)
        {
            throw new ResourceException($"{breaker.Where}.trip: {wrong.Message}", wrong);
        }
    }

    private void Check(string where)
    {
        foreach (var (target, names) in Apps.Concat(Inbound).Concat(Outbound))
        {
            CheckName(names.Timeout, Timeouts.Keys, "timeout");
            CheckName(names.Retry, Retries.Keys, "retry");
            CheckName(names.CircuitBreaker, CircuitBreakers.Keys, "circuitBreaker");

            void CheckName(string? name, IEnumerable<string> known, string kind)
            {
                if (name is not null && !known.Contains(name))
                {
                    throw new ResourceException($"{where}: target '{target}' names {kind} '{name}', which policies does not define");
                }
            }
        }
    }
}
