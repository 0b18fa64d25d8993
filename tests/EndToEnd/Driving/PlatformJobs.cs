using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd.Driving;

internal static class PlatformJobs
{
    /// <summary>The platform's jobs; asked for again after each start, because the platform is somewhere else then.</summary>
    public static JobDriver Jobs(this PlatformProcess platform) => new(platform.Service, platform.DescribeStuck);
}
