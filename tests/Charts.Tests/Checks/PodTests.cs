using System.Text.Json.Nodes;
using DaprProcessing.Charts.Tests.Rendering;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>What holds for every pod of every case.</summary>
public sealed class PodTests
{
    public static TheoryData<string> CaseNames => Cases.Names;

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Pods_OfACase_KeepTheRestrictedProfile(string name) => Assert.Empty(
        from rendered in await Chart.ObjectsAsync(name)
        where rendered.Pod is not null
        let spec = rendered.Pod!["spec"]!
        from container in RenderedObject.ContainersOf(rendered.Pod!)
        let security = container["securityContext"]
        where (bool?)spec["automountServiceAccountToken"] != false
            || (bool?)spec["securityContext"]?["runAsNonRoot"] != true
            || (bool?)security?["allowPrivilegeEscalation"] != false
            || (bool?)security?["readOnlyRootFilesystem"] != true
            || (string?)security?["capabilities"]?["drop"]?[0] != "ALL"
            || (string?)security?["seccompProfile"]?["type"] != "RuntimeDefault"
            || container["resources"]?["limits"]?["memory"] is null
            || container["resources"]?["requests"]?["cpu"] is null
        select $"{rendered}: {container["name"]}");

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Services_OfACase_HaveThreeProbesOnPortsTheyName(string name) => Assert.Empty(
        from rendered in await Chart.ObjectsAsync(name)
        where rendered.Kind == "Deployment" && rendered.Pod!["metadata"]!["annotations"]?["dapr.io/app-id"] is not null
        let container = rendered.Pod!["spec"]!["containers"]![0]!
        let port = (string?)container["ports"]![0]!["name"]
        where (string?)container["startupProbe"]?["httpGet"]?["path"] != "/healthz/live"
            || (string?)container["livenessProbe"]?["httpGet"]?["path"] != "/healthz/live"
            || (string?)container["readinessProbe"]?["httpGet"]?["path"] != "/healthz/ready"
            || (string?)container["readinessProbe"]!["httpGet"]!["port"] != port
        select rendered.ToString());

    [Fact]
    public async Task Concurrency_OfASidecarsCalls_IsBoundedOnlyWhereSet()
    {
        var bounded = (await Chart.ObjectsAsync("external-everything"))
            .Select(rendered => (rendered.Name, Most: rendered.Pod?["metadata"]?["annotations"]?["dapr.io/app-max-concurrency"]))
            .Where(service => service.Most is not null).Select(service => (service.Name, (string?)service.Most));

        Assert.Equal([("dp-dapr-processing-png-to-text", "4")], bounded);
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Replicas_OfServices_AreRenderedOnlyWhereSet(string name)
    {
        var set = (await Chart.ObjectsAsync(name)).Where(rendered => rendered.Kind == "Deployment")
            .Where(rendered => rendered.Spec["replicas"] is not null).Select(rendered => rendered.Name);

        Assert.Equal(name == "production" ? ["dp-dapr-processing-orchestrator"] : [], set);
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Selectors_MatchTheirPodsAndNoOthers(string name)
    {
        var objects = await Chart.ObjectsAsync(name);
        var workloads = objects.Where(rendered => rendered.Kind is "Deployment" or "StatefulSet").ToList();

        Assert.All(workloads, workload => Assert.Equal(
            [workload.Name], Selected(workloads, workload.Spec["selector"]!["matchLabels"]!)));
        Assert.All(
            objects.Where(rendered => rendered.Kind == "PodDisruptionBudget"),
            budget => Assert.Single(Selected(workloads, budget.Spec["selector"]!["matchLabels"]!)));
        Assert.All(
            objects.Where(rendered => rendered.Kind == "Service"),
            service => Assert.NotEmpty(Selected(workloads, service.Spec["selector"]!)));
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task NetworkPolicies_CoverEveryServiceAndServer(string name)
    {
        var objects = await Chart.ObjectsAsync(name);
        var workloads = objects.Where(rendered => rendered.Kind is "Deployment" or "StatefulSet").ToList();
        var covered = objects.Where(rendered => rendered.Kind == "NetworkPolicy")
            .SelectMany(policy => Selected(workloads, policy.Spec["podSelector"]!["matchLabels"]!));

        Assert.Empty(workloads.Select(workload => workload.Name).Except(covered));
    }

    /// <summary>The kubelet kills a pod only after its sidecar has had the time it was promised.</summary>
    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Shutdown_OfAService_FitsIntoItsGracePeriod(string name) => Assert.Empty(
        from rendered in await Chart.ObjectsAsync(name)
        where rendered.Kind == "Deployment"
        let annotations = rendered.Pod!["metadata"]!["annotations"]
        let graceful = (string?)annotations?["dapr.io/graceful-shutdown-seconds"]
        where graceful is not null && int.Parse(graceful) + 5 > (long)rendered.Pod!["spec"]!["terminationGracePeriodSeconds"]!
        select rendered.ToString());

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Mounts_OfAContainer_AreOfVolumesThatItsPodHas(string name) => Assert.Empty(
        from rendered in await Chart.ObjectsAsync(name)
        where rendered.Pod is not null
        let spec = rendered.Pod!["spec"]!
        let volumes = (spec["volumes"]?.AsArray() ?? []).Select(volume => (string?)volume!["name"])
            .Concat((rendered.Json["spec"]!["volumeClaimTemplates"]?.AsArray() ?? []).Select(
                claim => (string?)claim!["metadata"]!["name"])).ToList()
        from container in RenderedObject.ContainersOf(rendered.Pod!)
        from mount in container["volumeMounts"]?.AsArray() ?? []
        where !volumes.Contains((string?)mount!["name"])
        select $"{rendered}: {mount!["name"]}");

    /// <summary>
    /// .NET reads the file beside the system's directory, daprd the directory beside its image's file: either trusts both.
    /// </summary>
    [Fact]
    public async Task PrivateCa_OfARelease_ReachesEveryServiceAndItsSidecar() => Assert.All(
        (await Chart.ObjectsAsync("redis-elsewhere")).Where(rendered => rendered.Kind == "Deployment")
            .Select(rendered => rendered.Pod!),
        pod =>
        {
            var container = pod["spec"]!["containers"]![0]!;
            Assert.Contains(container["env"]!.AsArray(), variable => (string?)variable!["name"] == "SSL_CERT_FILE"
                && (string?)variable["value"] == "/etc/private-ca/ca.crt");
            Assert.Contains(
                container["volumeMounts"]!.AsArray(), mount => (string?)mount!["mountPath"] == "/etc/private-ca");
            Assert.Contains(
                pod["spec"]!["volumes"]!.AsArray(), volume => (string?)volume!["configMap"]?["name"] == "example-ca");
            Assert.Equal("private-ca:/etc/private-ca", (string?)pod["metadata"]!["annotations"]!["dapr.io/volume-mounts"]);
            Assert.EndsWith(
                ",SSL_CERT_DIR=/etc/private-ca", (string?)pod["metadata"]!["annotations"]!["dapr.io/env"],
                StringComparison.Ordinal);
        });

    /// <summary>No secret has a value: each is a reference, and in no object is one written out.</summary>
    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Secrets_AreReferencesOnly(string name)
    {
        var objects = await Chart.ObjectsAsync(name);

        Assert.DoesNotContain(objects, rendered => rendered.Kind == "Secret");
        Assert.DoesNotContain(
            objects.Where(rendered => rendered.Pod is not null).SelectMany(rendered => RenderedObject.ContainersOf(rendered.Pod!))
                .SelectMany(container => container["env"]?.AsArray() ?? []),
            variable => IsSecret((string)variable!["name"]!) && variable["value"] is not null);
    }

    private static bool IsSecret(string name) =>
        name.Contains("TOKEN", StringComparison.OrdinalIgnoreCase) || name.Contains("SECRET", StringComparison.OrdinalIgnoreCase)
        || name.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("KEY", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Selected(IEnumerable<RenderedObject> workloads, JsonNode selector) =>
        from workload in workloads
        let labels = workload.Pod!["metadata"]!["labels"]!
        where selector.AsObject().All(label => (string?)labels[label.Key] == (string?)label.Value)
        select workload.Name;
}
