using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace DaprProcessing.EndToEnd.RealDapr;

/// <summary>On our own JetStream component, and what services rely on of daprd, seen from outside.</summary>
[Collection("real Dapr")]
public sealed class PluggableRealDaprTests(RealPlatform real, ITestOutputHelper said)
    : RealDaprTests(real, Broker, TimeSpan.FromSeconds(5), TimeSpan.Zero, said), IClassFixture<RealPlatform>
{
    private const string Broker = "pluggable";
    private const int SidecarLimitBytes = 4 << 20;

    // Whatever tables the store has.
    private const string TablesWithKeys = "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c "
        + "WHERE m.type = 'table' AND c.name = 'key'";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly byte[] LongDocument = TestDocuments.Numbered(100, "Long");

    private readonly RealPlatform _real = real;

    /// <summary>A start that may have been lost is repeated.</summary>
    [RealDaprFact]
    public async Task Workflow_StartedAgainWhileItRuns_IsRefusedAndGoesOn()
    {
        var platform = await _real.StartedAsync(Broker);
        using var sidecar = await SidecarAsync(platform, AppIds.Orchestrator);
        var id = await SubmitLongAsync(platform);
        var workflow = await RunningAsync(sidecar, id);

        using var again = await sidecar.PostAsync(
            $"/v1.0/workflows/dapr/{workflow.GetProperty("workflowName").GetString()}/start?instanceID={id}",
            JsonContent.Create(new { }));

        Assert.False(again.IsSuccessStatusCode, $"{again}");
        Assert.Equal(JobStatus.Succeeded, (await platform.Jobs.EndOfAsync(id)).Status);
    }

    [RealDaprFact]
    public async Task Job_CancelledAtWorkAndDeleted_StaysCancelledAndLeavesNoRowOfItsWorkflow()
    {
        var platform = await _real.StartedAsync(Broker);
        using var sidecar = await SidecarAsync(platform, AppIds.Orchestrator);
        var id = await SubmitLongAsync(platform);
        await RunningAsync(sidecar, id);
        Assert.NotEmpty(StateKeysOf(platform, id));

        await platform.Jobs.Service.CancelAsync(id);

        Assert.Equal(JobStatus.Cancelled, (await platform.Jobs.EndOfAsync(id)).Status);
        await Eventually.Async(
            async () => await WorkflowAsync(sidecar, id) is not { } workflow || StatusOf(workflow) == "TERMINATED", Patience,
            "the workflow is terminated");
        Assert.True(await platform.Jobs.Service.DeleteAsync(id));
        await Eventually.Async(
            async () => await WorkflowAsync(sidecar, id) is null && StateKeysOf(platform, id).Count == 0, Patience,
            "the workflow is purged, and no key of the state store names the job");
    }

    /// <summary>Large objects go past the sidecar because they have to.</summary>
    [RealDaprFact]
    public async Task Sidecar_BodyPastItsLimit_IsRefused_AndDocumentsOfThatSizeAreDone()
    {
        var platform = await _real.StartedAsync(Broker);
        using var sidecar = await SidecarAsync(platform, AppIds.Gateway);

        using var refused = await InvokeStoreAsync(sidecar, "create", "too-large", new string('x', SidecarLimitBytes));
        var job = await platform.ProcessAsync(TestDocuments.WithNoisePage(), """{"ocr":"never"}""");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(JobStatus.Succeeded, job.Status);
        Assert.True((await platform.Jobs.ArtifactAsync(job.Id, "pages/0002.png")).Length > SidecarLimitBytes);
    }

    /// <summary>What is absent is told by a text alone, and may be deleted.</summary>
    [RealDaprFact]
    public async Task ObjectStore_AbsentKey_IsToldByItsText()
    {
        var platform = await _real.StartedAsync(Broker);
        using var sidecar = await SidecarAsync(platform, AppIds.Gateway);

        using var read = await InvokeStoreAsync(sidecar, "get", "nobody/has/this");
        using var deleted = await InvokeStoreAsync(sidecar, "delete", "nobody/has/this");

        Assert.Equal(HttpStatusCode.InternalServerError, read.StatusCode);
        Assert.Contains("object not found", await read.Content.ReadAsStringAsync());
        Assert.True(deleted.IsSuccessStatusCode, $"{deleted}");
    }

    /// <summary>A daprd whose component came back is healthy and deaf until it is started again.</summary>
    [RealDaprFact]
    public async Task Component_KilledAndBack_HasItsDaprdStartedAgainAndMessagesMove()
    {
        var platform = await _real.StartedAsync(Broker);
        const string Sidecar = $"{AppIds.ResultAssembler}-daprd";
        var before = await platform.Kept.IdOfAsync(Sidecar);

        await platform.Kept.KillAsync($"{AppIds.ResultAssembler}-component");

        await platform.Kept.IdOfAsync(Sidecar, but: before);
        Assert.Equal(
            JobStatus.Succeeded, (await platform.ProcessAsync(TestDocuments.Numbered(2), """{"ocr":"never"}""")).Status);
    }

    private static Task<string> SubmitLongAsync(DaprScript platform) =>
        platform.Jobs.SubmitAsync(LongDocument, options: """{"ocr":"never"}""");

    private static async Task<HttpClient> SidecarAsync(DaprScript platform, string service) => new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{await platform.Kept.OptionAsync($"{service}-daprd", "--dapr-http-port")}"),
    };

    private static async Task<JsonElement> RunningAsync(HttpClient sidecar, string id)
    {
        JsonElement? workflow = null;
        await Eventually.Async(
            async () => (workflow = await WorkflowAsync(sidecar, id)) is { } found && StatusOf(found) == "RUNNING", Patience,
            $"the workflow {id} runs");
        return workflow!.Value;
    }

    private static async Task<JsonElement?> WorkflowAsync(HttpClient sidecar, string id)
    {
        using var answer = await sidecar.GetAsync($"/v1.0/workflows/dapr/{id}");
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>() : null;
    }

    private static string? StatusOf(JsonElement workflow) => workflow.GetProperty("runtimeStatus").GetString();

    private static Task<HttpResponseMessage> InvokeStoreAsync(
        HttpClient sidecar, string operation, string key, string? data = null) => sidecar.PostAsJsonAsync(
        "/v1.0/bindings/objectstore", new { operation, data, metadata = new { key } });

    private static List<string> StateKeysOf(DaprScript platform, string id)
    {
        using var store = new SqliteConnection($"Data Source={platform.StateFile};Mode=ReadOnly;Pooling=False");
        store.Open();
        return
        [
            .. Column(store, TablesWithKeys)
                .SelectMany(table => Column(store, $"SELECT key FROM \"{table}\" WHERE key LIKE '%{id}%'")),
        ];
    }

    private static List<string> Column(SqliteConnection store, string query)
    {
        using var command = store.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
