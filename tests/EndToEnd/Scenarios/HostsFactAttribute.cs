using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Scenarios;

/// <summary>A slow test on several hosts. Where there can be none, the runner says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HostsFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> WhyNot = new(HostNetwork.WhyNot);

    public HostsFactAttribute() => Skip = SlowTests.Skipped ?? WhyNot.Value;
}
