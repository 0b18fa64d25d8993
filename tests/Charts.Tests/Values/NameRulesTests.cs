using System.Text.RegularExpressions;

namespace DaprProcessing.Charts.Tests.Values;

public sealed class NameRulesTests
{
    [Theory]
    [InlineData("replicas", "replicas", "replicaz", "replica", "repicas", "relpicas", "rreplicas", "replicaCount", "Replicas")]
    [InlineData("maxReplicas", "maxreplicas", "max-replicas", "max_replicas", "maxRepilcas", "maxReplicaz")]
    [InlineData("deviceClassName", "deviceClass", "deviceclassname", "deviceClasName")]
    [InlineData("gpu", "gpuu", "gp", "gpus", "pgu", "gup")]
    [InlineData("tls", "tsl", "ltls")]
    public void Near_OfAName_TakesWhatDiffersInOnePlace(string name, params string[] slips) =>
        Assert.All(slips, slip => Assert.Matches(NameRules.Near(name), slip));

    [Theory]
    [InlineData("replicas", "resources", "repository", "count", "image")]
    [InlineData("key", "tag", "token", "name")]
    [InlineData("s3", "nats", "services")]
    public void Near_OfAName_LeavesOthersAlone(string name, params string[] others) =>
        Assert.All(others, other => Assert.DoesNotMatch(NameRules.Near(name), other));
}
