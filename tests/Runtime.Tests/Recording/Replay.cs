using System.Net;
using System.Text.RegularExpressions;
using DaprProcessing.Local.Runtime;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Runtime.Tests.Recording;

/// <summary>
/// Sends the recorded requests once, in their order, to a local runtime with the recorded components on real servers.
/// </summary>
public sealed partial class Replay(S3Server s3) : IAsyncLifetime
{
    private const string Bucket = "documents";
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, ExchangeResponse> _answers = [];
    private string _etag = "";

    /// <summary>By the exchange's name; null while the call was still waiting when all others had been answered.</summary>
    public IReadOnlyDictionary<string, ExchangeResponse> Answers => _answers;

    public IReadOnlyList<RecordedDelivery> Deliveries { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await using var nats = await NatsServer.StartAsync();
        await s3.CreateBucketAsync(Bucket);
        using var files = new TempFolder();
        var port = FreePort.Next();
        await using var runtime = await TestRuntime.StartAsync(
            ComponentYaml.Documents(
                ComponentYaml.Component("statestore", "state.sqlite", "connectionString=s.db", "actorStateStore=true"),
                ComponentYaml.Component(
                    "pubsub", "pubsub.jetstream", $"natsURL={nats.Url}", "ackWait=2s", "streamCatalog=P: p.a"),
                ComponentYaml.Component(
                    "objectstore", "bindings.aws.s3", $"bucket={Bucket}", $"endpoint={s3.Endpoint}", $"region={s3.Region}",
                    $"accessKey={s3.AccessKey}", $"secretKey={s3.SecretKey}", "forcePathStyle=true"),
                ComponentYaml.Component("files", "bindings.localstorage", $"rootPath={files.Path}")),
            options => options with { Apps = [new AppOptions { AppId = "rec", AppPort = port }] });
        await using var app = await RecordedApp.StartAsync(port);
        await Eventually.Async(
            async () => (await runtime.Http.GetAsync("/v1.0/healthz")).IsSuccessStatusCode, Soon, "the runtime is ready");

        string Normalise(string text) =>
            Passing().Replace(text.Replace(files.Path, "/data/files").Replace(s3.Endpoint, "http://{s3}"), match =>
                match.Value.Contains('T') ? "{time}" : "{uuid}");

        // Calls that wait for a worker go side by side at the end; those that wait for ever are told by the others being over.
        var waits = Exchange.All
            .Where(exchange =>
            exchange.Response.Status is null || exchange.Name.StartsWith("workflow ", StringComparison.Ordinal));
        foreach (var exchange in Exchange.All.Except(waits))
        {
            _answers[exchange.Name] = await SendAsync(runtime.Http, exchange, Normalise, CancellationToken.None);
        }

        using var over = new CancellationTokenSource();
        var forEver = waits.Where(exchange => exchange.Response.Status is null)
            .Select(exchange => SendOrWaitAsync(runtime.Http, exchange, Normalise, over.Token)).ToList();
        await Task.WhenAll(waits.Where(exchange => exchange.Response.Status is not null)
            .Select(exchange => SendOrWaitAsync(runtime.Http, exchange, Normalise, CancellationToken.None)));
        await over.CancelAsync();
        await Task.WhenAll(forEver);
        await Eventually.Async(() => app.Deliveries.Count >= Exchange.Deliveries.Count, Soon, "as many deliveries as recorded");
        Deliveries = [.. app.Deliveries.Select(delivery => delivery with { Body = Normalise(delivery.Body) })];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task SendOrWaitAsync(HttpClient http, Exchange exchange, Func<string, string> normalise, CancellationToken over)
    {
        ExchangeResponse answer;
        try
        {
            answer = await SendAsync(http, exchange, normalise, over);
        }
        catch (OperationCanceledException)
        {
            answer = new ExchangeResponse(null, null, null);
        }

        lock (_answers)
        {
            _answers[exchange.Name] = answer;
        }
    }

    private async Task<ExchangeResponse> SendAsync(
        HttpClient http, Exchange exchange, Func<string, string> normalise, CancellationToken cancellationToken)
    {
        // In a request {uuid} is the ETag that was answered last.
        string Known(string text) => text.Replace("{uuid}", _etag, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(exchange.Request.Method), exchange.Request.Path);
        if (exchange.Request.Bytes() is { } bytes)
        {
            request.Content =
                new ByteArrayContent(
                bytes.Length < 1 << 16 ? System.Text.Encoding.Latin1.GetBytes(Known(System.Text.Encoding.Latin1.GetString(bytes)))
                : bytes);
        }

        foreach (var (name, value) in exchange.Request.Headers)
        {
            _ = request.Headers.TryAddWithoutValidation(name, Known(value))
                || request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        if (exchange.Name == "state get etag")
        {
            _etag = response.Headers.NonValidated["ETag"].ToString();
        }

        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => normalise(header.Value.ToString()));
        return new((int)response.StatusCode, headers, normalise(await response.Content.ReadAsStringAsync(cancellationToken)));
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.\\d]*Z")]
    private static partial Regex Passing();
}
