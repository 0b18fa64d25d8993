using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.Architecture.Tests.Solution;

public sealed class ClusterBuildTests
{
    private const string Build =
        "dotnet build Cluster.slnf -c Release -v q -nodeReuse:false -p:UseSharedCompilation=true -p:RunAnalyzers=false";

    /// <summary>What a cluster runs needs neither the local runtime nor the tests.</summary>
    [SlowFact]
    public void Cluster_WithoutLocalAndTests_Builds()
    {
        var folder = Directory.CreateTempSubdirectory("cluster-").FullName;
        try
        {
            Repository.Copy(Repository.Files.Where(IsOfTheCluster), folder);

            // No analyzers: they have judged these sources in the build of the solution. The output goes to a file, because a
            // compiler server that the build leaves behind would hold a pipe open.
            Command.Run(folder, "bash", "-c", $"{Build} >build.log 2>&1 || {{ cat build.log; exit 1; }}");

            Assert.True(File.Exists(Path.Combine(folder, "artifacts/bin/Gateway/release/gateway.dll")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsOfTheCluster(string file) => file.Split('/')[0] is not ("local" or "tests" or "docs" or "samples");
}
