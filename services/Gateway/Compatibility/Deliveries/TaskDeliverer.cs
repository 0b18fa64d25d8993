using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapr;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Compatibility.Results;
using DaprProcessing.Gateway.Compatibility.Tasks;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Webhooks;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Compatibility.Deliveries;

/// <summary>
/// Tells callbacks of tasks, and puts results where they are to go. What a job's end brings about is the business of the webhook
/// that the job has for it: it is written down before it is done, tried again where a receiver is away, and done at least once.
/// The beginning is told once, and by nobody where the receiver or this replica is away just then.
/// </summary>
internal sealed partial class TaskDeliverer(
    TaskStore tasks, TaskWatcher watcher, ResultReader reader, ZipAnswer zip, WebhookHttp http, DocumentRoom room,
    TimeProvider time, IHostApplicationLifetime lifetime, ILogger<TaskDeliverer> logger)
{
    private const int PutAttempts = 3;

    private static readonly TimeSpan CallbackLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PutLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PutPause = TimeSpan.FromSeconds(1);

    /// <summary>The webhook of a task's job, by which the job's end is told; null where nobody wants to hear of it.</summary>
    public static Webhook? WebhookOf(TaskDelivery? delivery) => delivery is null ? null
        : new Webhook(delivery.PutUrl ?? delivery.Callbacks[0].Url, Secrets: []);

    /// <summary>Tells in the background what is known of a task when it is made: documents that are refused have ended.</summary>
    public void Begin(ConversionTask task)
    {
        if (task.Delivery is { Callbacks.Count: > 0 })
        {
            _ = Task.Run(() => BeginAsync(task, lifetime.ApplicationStopping), CancellationToken.None);
        }
    }

    /// <summary>Tells of a document's end, and, where it is the last one, of the task's.</summary>
    public async Task<WebhookAttempt> JobEndedAsync(JobRecord job, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(job.Id.Tenant, job.TaskId!, cancellationToken) is not { Delivery: { } delivery } task)
        {
            return new WebhookAttempt(time.GetUtcNow(), null, "The job's task is not there, or not yet.", 0);
        }

        var state = await watcher.LookAsync(task, cancellationToken);
        if (delivery.PutUrl is { } url && state is { AreJobsEnded: true, IsFinished: false })
        {
            await tasks.SavePutAsync(task, new PutOutcome(time.GetUtcNow(), await PutAsync(state, url, cancellationToken)),
                cancellationToken);
            state = await watcher.LookAsync(task, cancellationToken);
        }

        var results = await reader.ReadAsync(state, cancellationToken);
        var messages = new List<JsonObject>();
        foreach (var result in results.Where(result => result.Source.JobId == job.Id.Id))
        {
            messages.Add(await CompletedAsync(state, result, cancellationToken));
        }

        if (state.AreJobsEnded)
        {
            messages.Add(CallbackMessage.Ended(state));
        }

        return await TellAsync(delivery.Callbacks, messages, cancellationToken);
    }

    private async Task BeginAsync(ConversionTask task, CancellationToken cancellationToken)
    {
        try
        {
            var state = await watcher.LookAsync(task, cancellationToken);
            var messages = new List<JsonObject> { CallbackMessage.Begun(task) };
            messages.AddRange(task.Sources.Where(source => source.Fault is not null)
                .Select(source => CallbackMessage.Completed(
                    state, new DocumentResult(source, source.Fault!.Status, null, null), document: null)));
            if (task.Sources.All(source => source.JobId is null))
            {
                messages.Add(CallbackMessage.Ended(state));
            }

            await TellAsync(task.Delivery!.Callbacks, messages, cancellationToken);
        }
        catch (Exception error) when (error is DaprException or HttpRequestException or OperationCanceledException)
        {
            LogUntold(logger, task.Id, Outage.ReasonOf(error));
        }
    }

    private async Task<JsonObject> CompletedAsync(
        TaskState state, DocumentResult result, CancellationToken cancellationToken)
    {
        try
        {
            using var taken = await room.EnterAsync(result.DocumentBytes, cancellationToken);
            var document = result.HasDocument ? await reader.DocumentAsync(result, state.Task, cancellationToken) : null;
            return CallbackMessage.Completed(state, result, document);
        }
        catch (ObjectNotFoundException)
        {
            return CallbackMessage.Completed(state, result, document: null);
        }
    }

    /// <summary>The last failure of any message; a success where all were taken.</summary>
    private async Task<WebhookAttempt> TellAsync(
        IReadOnlyList<Callback> callbacks, IReadOnlyList<JsonObject> messages, CancellationToken cancellationToken)
    {
        var told = new WebhookAttempt(time.GetUtcNow(), null, null, 0);
        foreach (var callback in callbacks)
        {
            foreach (var message in messages)
            {
                using var request = Request(HttpMethod.Post, callback.Url, new ByteArrayContent(
                    JsonSerializer.SerializeToUtf8Bytes(message, Wire.Options)));
                request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                Sources.CallerHeaders.AddTo(request.Headers, callback.Headers);
                var attempt = await http.SendAsync(request, CallbackLimit, cancellationToken);
                told = told.Error is null || attempt.Error is not null ? attempt : told;
            }
        }

        return told;
    }

    /// <summary>
    /// Why it failed; null where it did not. Each try reads the results and packs them anew, which no retry of a request does.
    /// </summary>
    private async Task<string?> PutAsync(TaskState state, string url, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            // The request closes the file, which is gone with that.
            var content = new StreamContent(await MakeZipAsync(state, cancellationToken));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
            using var form = new MultipartFormDataContent { { content, "file", ZipAnswer.FileName } };
            using var request = Request(HttpMethod.Put, url, form);
            var attempt = await http.SendAsync(request, PutLimit, cancellationToken);
            // Who refuses it does so again.
            if (attempt.Error is null || attempt.Status < 500 || tried == PutAttempts)
            {
                return attempt.Error;
            }

            await Task.Delay(PutPause * tried, time, cancellationToken);
        }
    }

    private async Task<Stream> MakeZipAsync(TaskState state, CancellationToken cancellationToken)
    {
        var results = await reader.ReadAsync(state, cancellationToken);
        using var taken = await room.EnterAsync(results.Sum(result => result.DocumentBytes), cancellationToken);
        return await zip.MakeAsync(state.Task, results, cancellationToken);
    }

    private static HttpRequestMessage Request(HttpMethod method, string url, HttpContent content)
    {
        var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.UserAgent.ParseAdd("DaprProcessing");
        return request;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The callbacks of task {Task} were not told of its beginning: {Reason}")]
    private static partial void LogUntold(ILogger logger, string task, string reason);
}
