using DaprProcessing.Client.Http;

namespace DaprProcessing.Client;

/// <summary>
/// Documents in; text, Markdown, page images and DoclingDocument out. For any number of callers at once. Every call throws
/// <see cref="DocumentProcessingException"/> where the platform refuses it or cannot be reached, after the repetitions that
/// <see cref="DocumentServiceOptions"/> allow.
/// </summary>
public sealed partial class DocumentService : IDisposable
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(10);

    private readonly DocumentServiceOptions _options;
    private readonly HttpClient? _owned;
    private readonly Api _api;

    /// <summary>A client of the platform at an address.</summary>
    public DocumentService(string endpoint = "http://localhost:8080", string? apiKey = null)
        : this(new DocumentServiceOptions { Endpoint = new Uri(endpoint), ApiKey = apiKey })
    {
    }

    /// <summary>A client with settings of its own. In an application with services, see <c>AddDaprProcessingClient</c>.</summary>
    public DocumentService(DocumentServiceOptions options)
    {
        var http = HttpSetup.Create(options);
        (_options, _owned, _api) = (options, http, new Api(() => http));
    }

    internal DocumentService(Func<HttpClient> connect, DocumentServiceOptions options) =>
        (_options, _api) = (options, new Api(connect));

    /// <summary>What is under way ends with <see cref="DocumentProcessingException.PlatformUnreachable"/>.</summary>
    public void Dispose() => _owned?.Dispose();

    /// <summary>What the platform can make of a document.</summary>
    public async Task<IReadOnlyList<Pipeline>> ListPipelinesAsync(CancellationToken cancellationToken = default)
    {
        var list = await _api.ReadAsync(
            Get("v1/pipelines"), _options.AttemptTimeout, WireJson.Default.PipelineList, cancellationToken).ConfigureAwait(false);
        return list.Pipelines ?? [];
    }

    /// <summary>Whether the platform takes jobs now. Asked once: that it does not answer is an answer.</summary>
    public async Task<Health> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await _api.SendAsync(
                Get("healthz/ready"), new RequestTraits(_options.AttemptTimeout, Buffered: true) { Once = true },
                cancellationToken).ConfigureAwait(false);
            return new Health(true, "ready") { Status = response.StatusCode };
        }
        catch (DocumentProcessingException unwell)
        {
            return new Health(false, unwell.Message) { Status = unwell.Status };
        }
    }

    /// <summary>
    /// How stores, broker, sidecar, stages and their engines are, as looked at within the last second. Takes about 3 s where
    /// something does not answer.
    /// </summary>
    public Task<PlatformHealth> GetHealthAsync(CancellationToken cancellationToken = default) => _api.ReadAsync(
        Get("v1/health"), _options.AttemptTimeout, WireJson.Default.PlatformHealth, cancellationToken);

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static string PathOf(string jobId, string rest = "") => $"v1/jobs/{Uri.EscapeDataString(jobId)}{rest}";
}
