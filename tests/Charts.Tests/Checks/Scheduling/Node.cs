namespace DaprProcessing.Charts.Tests.Checks.Scheduling;

/// <summary>A node as the scheduler sees it.</summary>
/// <param name="Taint">Key of its NoSchedule taint.</param>
/// <param name="Devices">Extended resources of the device plugin.</param>
/// <param name="DeviceClasses">Classes of devices that its driver publishes.</param>
internal sealed record Node(
    string Name, IReadOnlyDictionary<string, string> Labels, string? Taint = null,
    IReadOnlyDictionary<string, int>? Devices = null, IReadOnlyList<string>? DeviceClasses = null)
{
    private static readonly Dictionary<string, string> Unlabelled = [];
    private static readonly string[] Classes = ["gpu.nvidia.com", "documents-gpu"];

    public static IReadOnlyList<Node> Cluster { get; } =
    [
        new("cpu-1", Unlabelled),
        new("cpu-2", new Dictionary<string, string> { ["nvidia.com/gpu.present"] = "false" }),
        // With GPU feature discovery and a taint, as NVIDIA's operator leaves it.
        new("gpu-l4", new Dictionary<string, string>
        {
            ["nvidia.com/gpu.present"] = "true", ["nvidia.com/gpu.product"] = "NVIDIA-L4", ["nvidia.com/gpu.memory"] = "23034",
        }, "nvidia.com/gpu", new Dictionary<string, int> { ["nvidia.com/gpu"] = 2 }, Classes),
        // Not tainted, and known by the PCI vendor alone.
        new("gpu-bare", new Dictionary<string, string> { ["feature.node.kubernetes.io/pci-10de.present"] = "true" },
            null, new Dictionary<string, int> { ["nvidia.com/gpu"] = 1 }, Classes),
        new("gpu-t4", new Dictionary<string, string>
        {
            ["nvidia.com/gpu.present"] = "true", ["nvidia.com/gpu.product"] = "Tesla-T4", ["nvidia.com/gpu.memory"] = "15360",
        }, null, new Dictionary<string, int> { ["nvidia.com/gpu"] = 1 }, Classes),
    ];

    public bool HasGpu => Devices is not null;
}
