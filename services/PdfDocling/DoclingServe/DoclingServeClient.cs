using System.Globalization;
using System.Text.Json;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Remote;
using Microsoft.Extensions.Options;

namespace DaprProcessing.PdfDocling.DoclingServe;

/// <summary>
/// docling-serve v1: a task is submitted, looked at until it has ended, and its result fetched at once, for it is gone 300 s
/// after the first fetch has begun. Its <c>wait</c> does not wait: we do.
/// </summary>
internal sealed class DoclingServeClient(
    IOptions<DoclingServeOptions> options, TimeProvider time, ILogger<DoclingServeClient> logger) : IDisposable
{
    public const string Name = "docling-serve";

    private readonly DoclingServeOptions _options = options.Value;
    private readonly HttpClient _http = RemoteEngine.NewClient();

    /// <exception cref="FailureException">There is no address to ask at.</exception>
    public void CheckSetUp() => _options.CheckSetUp(Name, DoclingServeOptions.Section);

    /// <summary>Converts pages of a document, from the first to the last.</summary>
    /// <exception cref="FailureException">docling-serve is away, refuses us, or has failed.</exception>
    public async Task<DoclingResult> ConvertAsync(
        DocumentSource source, int firstPage, int lastPage, CancellationToken cancellationToken)
    {
        var engine = new RemoteEngine(Name, _options, _http, time, logger);
        var task = await engine.SendAsync(
            () => Submission(source, firstPage, lastPage), answer => TaskId(answer.Json()), cancellationToken);
        await WaitAsync(engine, task, cancellationToken);
        return await engine.SendAsync(
            () => Get($"v1/result/{task}"),
            answer => answer.Status == 404 ? throw Lost(answer) : DoclingResult.Read(answer.Json()),
            status => status == 404, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task WaitAsync(RemoteEngine engine, string task, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        for (var pause = _options.PollAtFirst; ; pause *= 2)
        {
            var ended = await engine.SendAsync(
                () => Get($"v1/status/poll/{task}"),
                answer => answer.Status == 404 ? throw Lost(answer) : HasEnded(answer.Json()),
                status => status == 404, cancellationToken);
            if (ended)
            {
                return;
            }

            if (time.GetElapsedTime(startedAt) > _options.ConvertLimit)
            {
                throw new FailureException(new Failure(
                    FailureCodes.EngineTimeout, $"{Name} has not converted the pages in {_options.ConvertLimit}.",
                    Retryable: true));
            }

            pause = pause < _options.PollAtMost ? pause : _options.PollAtMost;
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private static bool HasEnded(JsonElement task) => DoclingResult.Text(task, "task_status") switch
    {
        "success" => true,
        // The result of such a task is a 404: what there is to know is here.
        "failure" => throw new FailureException(DoclingFailures.OfTask(DoclingResult.Text(task, "error_message"))),
        "pending" or "started" => false,
        var status => throw new InvalidDataException($"the task's status '{status}' is unknown"),
    };

    // An id of ours goes into addresses as it is: it is one of theirs only if it is a plain word.
    private static string TaskId(JsonElement task) =>
        DoclingResult.Text(task, "task_id") is { Length: > 0 and <= 100 } id
            && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-') ? id : throw new InvalidDataException("there is no task id");

    // The server was started anew, or somebody has cleared its results.
    private static FailureException Lost(RemoteAnswer answer) => answer.Text.Contains("Task ", StringComparison.Ordinal)
        ? new FailureException(
            new Failure(FailureCodes.EngineUnavailable, $"{Name} no longer knows the task.", Retryable: true))
        : new FailureException(new Failure(FailureCodes.EngineRefused, $"There is no {Name} v1 at the address."));

    private HttpRequestMessage Submission(DocumentSource source, int firstPage, int lastPage)
    {
        var form = new MultipartFormDataContent();
        Add("to_formats", "json");
        Add("page_range", Number(firstPage));
        Add("page_range", Number(lastPage));
        Add("do_ocr", _options.Ocr ? "true" : "false");
        Add("do_table_structure", _options.TableStructure ? "true" : "false");
        Add("image_export_mode", "placeholder");
        Add("target_type", "inbody");
        // What the caller calls the file may be a path, or have no extension to go by.
        form.Add(new StreamContent(File.OpenRead(source.Path)), "\"files\"", $"\"document{Extension(source.MediaType)}\"");
        var request = WithKey(new HttpRequestMessage(HttpMethod.Post, new Uri("v1/convert/file/async", UriKind.Relative)));
        request.Headers.Add("Accept-Docling-Document-Version", Documents.Docling.DoclingDocument.CurrentVersion);
        request.Content = form;
        return request;

        void Add(string name, string value) => form.Add(new StringContent(value), $"\"{name}\"");
    }

    private HttpRequestMessage Get(string path) =>
        WithKey(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    private HttpRequestMessage WithKey(HttpRequestMessage request)
    {
        if (_options.ApiKey.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("X-Api-Key", _options.ApiKey);
        }

        return request;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Extension(string mediaType) => mediaType switch
    {
        MediaTypes.Pdf => ".pdf",
        MediaTypes.Png => ".png",
        MediaTypes.Jpeg => ".jpg",
        MediaTypes.Tiff => ".tiff",
        MediaTypes.Webp => ".webp",
        MediaTypes.Bmp => ".bmp",
        MediaTypes.Gif => ".gif",
        _ => "",
    };
}
