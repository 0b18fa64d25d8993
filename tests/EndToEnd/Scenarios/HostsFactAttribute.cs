namespace DaprProcessing.EndToEnd.Scenarios;

/// <summary>A test on several hosts. Where there can be none, the runner says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HostsFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> WhyNot = new(HostNetwork.WhyNot);

    public HostsFactAttribute() => Skip = WhyNot.Value;
}
