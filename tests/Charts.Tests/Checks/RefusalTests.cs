using DaprProcessing.Charts.Tests.Rendering;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>Wrong values end the rendering with their names and what to do.</summary>
public sealed class RefusalTests
{
    private const string Backend = "backends.llm.port=1,backends.llm.image.repository=x,backends.llm.image.tag=v1";

    [Theory]
    [InlineData("replicaz=3", "at '': additional properties 'replicaz' not allowed", "must be 'services.NAME.replicas'")]
    [InlineData("networkpolicy.anywhere=true", "at '': additional properties 'networkpolicy'", "must be 'networkPolicy'")]
    [InlineData("services.gateway.replicaz=3", "'/services/gateway': additional properties 'replicaz'", "must be 'replicas'")]
    [InlineData("services.gateway.replicaCount=3", "'/services/gateway': additional properties", "must be 'replicas'")]
    [InlineData("services.tts.gpu.cuont=2", "'/services/tts/gpu': additional properties 'cuont'", "must be 'count'")]
    [InlineData("services.tts.gpu.dra.deviceClass=x", "'/services/tts/gpu/dra': additional", "must be 'deviceClassName'")]
    [InlineData("services.tts.pools.gpu.replicaz=3", "'/services/tts/pools/gpu': additional properties 'replicaz'",
        "must be 'replicas'")]
    [InlineData("defaults.replicaz=3", "'/defaults': additional properties 'replicaz'", "must be 'replicas'")]
    [InlineData("backends.llm.gpuu.enabled=true", "'/backends/llm': additional properties 'gpuu'", "must be 'gpu'")]
    [InlineData("backends.llm.replicaz=3", "'/backends/llm': additional properties 'replicaz'", "must be 'replicas'")]
    [InlineData("backends.llm.gpu.enabeld=true", "'/backends/llm/gpu': additional properties 'enabeld'", "must be 'enabled'")]
    [InlineData("broker.compnent=builtin", "'/broker': additional properties 'compnent' not allowed", "must be 'component'")]
    [InlineData("broker.kafka=true", "'/broker': additional properties 'kafka'", "must be one of 'component', 'ackWait'")]
    [InlineData("broker.component=kafka", "/broker/component", "'pluggable', 'builtin'")]
    [InlineData("services.png-to-txt.replicas=2", "services.png-to-txt is unknown; did you mean services.png-to-text?")]
    [InlineData("services.png-to-text.settings.Stage.MaxInFligth=2",
        "services.png-to-text.settings.Stage.MaxInFligth is unknown", "mean services.png-to-text.settings.Stage.MaxInFlight?")]
    [InlineData("services.png-to-text.settings.Engine.Processes=2",
        "services.png-to-text.settings.Engine is unknown; did you mean services.png-to-text.settings.Engines?")]
    public async Task Typo_InValues_IsRefusedWithTheNearestName(string set, params string[] said) =>
        await RefusesAsync([set], said);

    [Theory]
    [InlineData("nats.enabled=true", "nats.enabled and nats.url", "Remove one of them")]
    [InlineData("services.png-to-text.replicas=2,services.png-to-text.autoscaling.enabled=true,nats.monitoringEndpoint=n:8222",
        "services.png-to-text.replicas and services.png-to-text.autoscaling.enabled")]
    [InlineData("services.png-to-text.autoscaling.enabled=true", "nats.monitoringEndpoint")]
    [InlineData("services.pdf-docling.terminationGracePeriodSeconds=30", "terminationGracePeriodSeconds (30)", "Raise it to 65")]
    [InlineData("stateStore.type=redis", "stateStore.host")]
    [InlineData("stateStore.inCluster.enabled=true", "stateStore.inCluster.enabled", "stateStore.type is postgresql")]
    [InlineData("stateStore.secret.name=", "stateStore.secret.name is missing")]
    [InlineData("dapr.workflow.fastPath=true,dapr.workflow.globalMaxConcurrentWorkflows=9", "dapr.workflow.fastPath")]
    [InlineData("httpRoute.enabled=true", "httpRoute.parentRefs")]
    [InlineData(Backend + ",backends.llm.gpu.enabled=true,backends.llm.gpu.vendor=amd,backends.llm.gpu.memory=16Gi",
        "backends.llm.gpu.memory", "gpu.mode dra")]
    [InlineData("services.png-to-text.gpu.enabled=true", "services.png-to-text.gpu.enabled needs an image", "built for CUDA")]
    [InlineData("services.tts.gpu.enabled=true,services.tts.settings.Tts:ChatLlm.Program=/opt/chatllm/main",
        "services.tts.gpu.enabled needs an image", "the program of Tts:ChatLlm")]
    [InlineData("services.tts.gpu.enabled=true", "tts has no use for a GPU")]
    [InlineData("services.pdf-docling.gpu.enabled=true,services.pdf-docling.gpu.vendor=amd", "gpu.vendor is amd", "CUDA alone")]
    [InlineData("services.pcm-to-wav.gpu.enabled=true", "pcm-to-wav has no use for a GPU", "image-processing, pdf-docling")]
    [InlineData("services.gateway.gpu.enabled=true", "gateway has no use for a GPU")]
    [InlineData("broker.component=builtin,nats.tls.secret=t", "nats.tls.secret and broker.component")]
    [InlineData("stateStore.tls=true", "stateStore.tls is for a Redis", "sslmode")]
    [InlineData("services.gateway.settings.ObjectStore.Bucket=b", "services.gateway sets ObjectStore__Bucket twice", "s3")]
    [InlineData("services.tts.settings.Metrics.Port=9", "services.tts sets Metrics__Port twice", "metrics")]
    [InlineData("services.tts.env[0].name=objectstore__region,services.tts.env[0].value=r", "sets objectstore__region twice")]
    [InlineData("services.tts.settings.Stage.MaxInFlight=2,services.tts.env[0].name=Stage__MaxInFlight,"
        + "services.tts.env[0].value=3", "services.tts sets Stage__MaxInFlight twice", "one place")]
    [InlineData("services.orchestrator.autoscaling.enabled=true,services.orchestrator.autoscaling.minReplicas=0,"
        + "nats.monitoringEndpoint=n:8222", "services.orchestrator.autoscaling.minReplicas is 0", "Set 1 or more")]
    [InlineData("nats.secret.name=n,nats.secret.kind=seedKey,broker.component=builtin", "nats.secret.kind is seedKey", "builtin")]
    [InlineData("nats.url=,nats.enabled=true,nats.secret.name=n,nats.secret.kind=credentials", "nats.secret.kind is credentials")]
    [InlineData("backends.llm.port=1", "backends.llm needs port, image.repository")]
    [InlineData("nats.url=", "Where is NATS?")]
    [InlineData("gateway.adminKeySecret=", "gateway.adminKeySecret", "gateway.anonymous")]
    [InlineData("gateway.anonymous=true", "gateway.anonymous and gateway.adminKeySecret", "Remove one of them")]
    public async Task Contradiction_InValues_IsRefusedWithBothNamesAndTheFix(string set, params string[] said) =>
        await RefusesAsync([set], said);

    [Theory]
    [InlineData("services.tts.settings.Tts:OpenAi.ApiKey=abc", "services.tts.settings has Tts__OpenAi__ApiKey", "secretKeyRef")]
    [InlineData("services.gateway.settings.Tenants.AdminKey=abc", "services.gateway.settings has Tenants__AdminKey")]
    [InlineData("defaults.settings.ObjectStore.SecretKey=abc", "settings has ObjectStore__SecretKey as text")]
    [InlineData("services.tts.env[0].name=HF_TOKEN,services.tts.env[0].value=abc", "services.tts.env has HF_TOKEN as text")]
    [InlineData(Backend + ",backends.llm.env[0].name=API_KEY,backends.llm.env[0].value=abc",
        "backends.llm.env has API_KEY as text")]
    [InlineData("nats.url=nats://me:abc@nats.queues.svc", "nats.url has a login", "nats.secret, of kind")]
    [InlineData("s3.endpoint=https://me:abc@s3.storage.svc", "s3.endpoint has a login", "s3.secret.name")]
    public async Task Secret_AsText_IsRefusedAndNotRepeated(string set, params string[] said)
    {
        var errors = await RefusesAsync([set], said);

        Assert.DoesNotContain("abc", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("networkPolicy.s3To=null", "networkPolicy.s3To is missing", "s3.amazonaws.com", "port 443")]
    [InlineData("networkPolicy.stateStoreTo=null", "networkPolicy.stateStoreTo is missing", "port 5432")]
    [InlineData("nats.url=nats://nats.example.com", "networkPolicy.natsTo is missing", "nats.example.com", "port 4222")]
    [InlineData("s3.secret.name=", "networkPolicy.identityTo is missing", "s3.secret.name is empty", "port 443")]
    [InlineData("telemetry.endpoint=https://otlp.example.com", "networkPolicy.telemetryTo is missing", "port 443")]
    public async Task Server_WithoutItsNetwork_IsRefusedWithTheKeyAndTheWayOut(string set, params string[] said) =>
        await RefusesAsync([set], [.. said, "networkPolicy.anywhere"]);

    [Fact]
    public async Task Server_WithoutItsNetwork_IsTakenWhereAnywhereIsMeant() => (await Chart.TemplateAsync(
        Chart.CaseValues("minimal"), "--set", "networkPolicy.s3To=null,networkPolicy.anywhere=true")).Succeeded();

    [Fact]
    public async Task Cluster_WithoutDapr_IsRefusedWithTheInstallCommand()
    {
        var result = await Tools.ClusterTools.HelmAsync(
            "template", "dp", Chart.Folder, "--values", Chart.CaseValues("minimal"), "--set", "dapr.requireCrds=true");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("helm upgrade --install dapr dapr/dapr", result.Errors);
    }

    private static async Task<string> RefusesAsync(string[] sets, string[] said)
    {
        var result = await Chart.TemplateAsync(
            Chart.CaseValues("minimal"), [.. sets.SelectMany(set => new[] { "--set", set })]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.All(said, part => Assert.Contains(part, result.Errors, StringComparison.Ordinal));
        return result.Errors;
    }
}
