using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Gateway.Compatibility.Deliveries;
using DaprProcessing.Gateway.Compatibility.Options;
using DaprProcessing.Gateway.Compatibility.Requests;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Compatibility.Tasks;

/// <summary>Makes a job of every document of a request, through the gateway's own submitter, and a task of them all.</summary>
internal sealed class TaskSubmitter(
    JobSubmitter submitter, OptionsReader optionsReader, PipelineCatalogue pipelines, TaskStore tasks,
    TaskDeliverer deliverer, TimeProvider time)
{
    private const string WithImages = "document";
    private const string WithoutImages = "pdf.docling";

    public async Task<ConversionTask> SubmitAsync(
        Tenant tenant, ReceivedRequest request, Version? version, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("D");
        var submitted = new List<TaskSource>();
        foreach (var source in request.Sources)
        {
            try
            {
                submitted.Add(source.Upload is null || PipelineFor(source.Upload, request.Options) is not { } pipeline
                    ? new TaskSource(source.FileName, null, source.Fault ?? SourceFault.NotAllowed(source.FileName))
                    : new TaskSource(
                        source.FileName,
                        await SubmitAsync(tenant, id, source.Upload, pipeline, request, cancellationToken), null));
            }
            catch (ProblemException problem) when (submitted.Any(earlier => earlier.JobId is not null))
            {
                // A limit reached in between. The earlier jobs run: without a task nobody would learn of them.
                submitted.Add(new TaskSource(source.FileName, null, SourceFault.Failure(problem.Message, "capacity")));
            }
        }

        var task = new ConversionTask(
            tenant.Name, id, time.GetUtcNow(), request.Options, request.Chunking, request.AsZip, version?.ToString(3), submitted,
            request.Ignored, request.Delivery);
        await tasks.CreateAsync(task, cancellationToken);
        deliverer.Begin(task);
        return task;
    }

    private async Task<string> SubmitAsync(
        Tenant tenant, string taskId, SpooledUpload upload, Pipeline pipeline, ReceivedRequest request,
        CancellationToken cancellationToken)
    {
        var wanted = request.Options;
        var (options, password) = optionsReader.Read(pipeline, JsonSerializer.SerializeToElement(OptionsFor(pipeline, wanted)));
        options = options with { Webhook = TaskDeliverer.WebhookOf(request.Delivery) };
        // The upload is the request's, which removes it.
        var submission = new Submission(pipeline, options, password, upload)
        {
            TaskId = taskId,
            Timeout = wanted.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        var job = await submitter.SubmitAsync(tenant, submission, idempotencyKey: null, cancellationToken);
        return job.Id.Id;
    }

    private Pipeline? PipelineFor(SpooledUpload upload, ConvertOptions wanted)
    {
        var preferred = wanted.PageImages ? WithImages : WithoutImages;
        return pipelines.All.OrderByDescending(pipeline => pipeline.Name == preferred)
            .ThenByDescending(pipeline => pipeline.Name == WithImages)
            .FirstOrDefault(pipeline =>
                pipeline.Artifacts.Contains(ArtifactNames.DocumentJson) && pipeline.Accepts.Contains(upload.MediaType));
    }

    private static JsonObject OptionsFor(Pipeline pipeline, ConvertOptions wanted)
    {
        var options = new JsonObject();
        if (pipeline.Stages.Contains("png-to-text"))
        {
            var text = new JsonObject { ["ocr"] = wanted.Ocr };
            if (wanted.Languages.Count > 0)
            {
                text["languages"] = new JsonArray(
                    [.. wanted.Languages.Distinct().Take(8).Select(name => JsonValue.Create(name))]);
            }

            options["png-to-text"] = text;
        }

        if (wanted.PageImages && pipeline.Stages.Contains("pdf-to-png"))
        {
            options["pdf-to-png"] = new JsonObject { ["dpi"] = PageImageDpi.Of(wanted) };
        }

        if (wanted.Pages is { } pages && JobOptionSchemas.HasPages(pipeline))
        {
            options[JobOptionSchemas.Pages] = pages.ToString();
        }

        return options;
    }
}
