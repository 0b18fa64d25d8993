namespace DaprProcessing.Charts.Tests.Checks.Scheduling;

/// <summary>A node as the scheduler sees it.</summary>
/// <param name="Taint">Key of its NoSchedule taint.</param>
/// <param name="Devices">Extended resources of the device plugin.</param>
/// <param name="Gpu">What the vendor's driver publishes of its devices.</param>
internal sealed record Node(
    string Name, IReadOnlyDictionary<string, string> Labels, string? Taint = null,
    IReadOnlyDictionary<string, int>? Devices = null, Device? Gpu = null)
{
    private static readonly Dictionary<string, string> Unlabelled = [];

    public static IReadOnlyList<Node> Cluster { get; } =
    [
        new("cpu-1", Unlabelled),
        new("cpu-2", new Dictionary<string, string> { ["nvidia.com/gpu.present"] = "false" }),
        // With GPU feature discovery and a taint, as NVIDIA's operator leaves it.
        new("gpu-l4", new Dictionary<string, string>
        {
            ["nvidia.com/gpu.present"] = "true", ["nvidia.com/gpu.product"] = "NVIDIA-L4", ["nvidia.com/gpu.memory"] = "23034",
        }, "nvidia.com/gpu", Of("nvidia.com/gpu", 2), new Device("gpu.nvidia.com", "NVIDIA L4", 23034, 2)),
        // Not tainted, and known by the PCI vendor alone.
        new("gpu-bare", new Dictionary<string, string> { ["feature.node.kubernetes.io/pci-10de.present"] = "true" },
            null, Of("nvidia.com/gpu", 1), new Device("gpu.nvidia.com", "NVIDIA A10", 23028)),
        new("gpu-t4", new Dictionary<string, string>
        {
            ["nvidia.com/gpu.present"] = "true", ["nvidia.com/gpu.product"] = "Tesla-T4", ["nvidia.com/gpu.memory"] = "15360",
        }, null, Of("nvidia.com/gpu", 1), new Device("gpu.nvidia.com", "Tesla T4", 15360)),
        // By AMD's own labeller, tainted; by node feature discovery, not.
        new("gpu-amd", new Dictionary<string, string> { ["feature.node.kubernetes.io/amd-gpu"] = "true" },
            "amd.com/gpu", Of("amd.com/gpu", 1), new Device("gpu.amd.com", "AMD Instinct MI210", 65536)),
        new("gpu-amd-bare", new Dictionary<string, string> { ["feature.node.kubernetes.io/pci-1002.present"] = "true" },
            null, Of("amd.com/gpu", 1), new Device("gpu.amd.com", "AMD Instinct MI300X", 196592)),
        new("gpu-intel", new Dictionary<string, string> { ["intel.feature.node.kubernetes.io/gpu"] = "true" },
            null, Of("gpu.intel.com/i915", 1), new Device("gpu.intel.com", "Intel Flex 170", 16384)),
    ];

    public bool HasGpu => Devices is not null;

    private static Dictionary<string, int> Of(string resource, int count) => new() { [resource] = count };
}
