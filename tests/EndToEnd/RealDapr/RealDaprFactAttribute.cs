using DaprProcessing.EndToEnd.Driving;

namespace DaprProcessing.EndToEnd.RealDapr;

/// <summary>A test of a real Dapr installation. Where none is named, the runner says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDaprFactAttribute : FactAttribute
{
    public RealDaprFactAttribute() => Skip = DaprInstallation.NoReal;
}
