using DaprProcessing.Gateway.Compatibility.Options;
using DaprProcessing.Gateway.Compatibility.Requests;
using DaprProcessing.Gateway.Compatibility.Results;
using DaprProcessing.Gateway.Compatibility.Tasks;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Compatibility.Routes;

/// <summary>Takes documents in, and answers with the task, or with its result where the client waits for it.</summary>
internal static class ConvertRoutes
{
    public static void MapConversions(this IEndpointRouteBuilder v1)
    {
        foreach (var (path, name, chunker) in ((string, string, string?)[])
        [
            ("/convert", "docling.convert", null), ("/chunk/hybrid", "docling.chunkHybrid", ChunkFields.Hybrid),
            ("/chunk/hierarchical", "docling.chunkHierarchical", ChunkFields.Hierarchical),
        ])
        {
            foreach (var (isForm, isAsync) in ((bool, bool)[])[(false, false), (false, true), (true, false), (true, true)])
            {
                var what = $"{(chunker is null ? "Convert" : "Convert and chunk")} {(isForm ? "files" : "sources")}";
                v1.MapPost(
                    $"{path}/{(isForm ? "file" : "source")}{(isAsync ? "/async" : "")}",
                    async (Tenant tenant, HttpContext context, Conversion conversion, CancellationToken cancellationToken) =>
                    {
                        var task = await conversion.SubmitAsync(tenant, context.Request, chunker, isForm, cancellationToken);
                        await (isAsync ? conversion.TellAsync(context, task, cancellationToken)
                            : conversion.AnswerAsync(context, task, cancellationToken));
                    })
                    .WithName($"{name}{(isForm ? "File" : "Source")}{(isAsync ? "Async" : "")}")
                    .WithSummary(isAsync ? $"{what}; answers with the task" : $"{what}; answers with the result")
                    .DisableAntiforgery().AddEndpointFilter<StoreGateFilter>()
                    .AddEndpointFilter(new AdmissionFilter(isJob: true));
            }
        }
    }
}

/// <summary>One request for a conversion.</summary>
internal sealed class Conversion(
    JsonRequestReader json, FormRequestReader forms, TaskSubmitter submitter, TaskWatcher watcher, TaskAnswer answer)
{
    public async Task<ConversionTask> SubmitAsync(
        Tenant tenant, HttpRequest request, string? chunker, bool isForm, CancellationToken cancellationToken)
    {
        var version = chunker is null ? VersionHeader.Read(request) : null;
        using var received = isForm ? await forms.ReadAsync(request, chunker, cancellationToken)
            : await json.ReadAsync(request, chunker, cancellationToken);
        return await submitter.SubmitAsync(tenant, received, version, cancellationToken);
    }

    /// <summary>Clients want 200 and nothing else.</summary>
    public async Task TellAsync(HttpContext context, ConversionTask task, CancellationToken cancellationToken) =>
        await context.Response.WriteAsJsonAsync(
            (await watcher.LookAsync(task, cancellationToken)).ToJson(), Wire.Options, "application/json", cancellationToken);

    public async Task AnswerAsync(HttpContext context, ConversionTask task, CancellationToken cancellationToken)
    {
        var state = await watcher.WaitAsync(task, watcher.MaxWait, cancellationToken);
        if (!state.IsFinished)
        {
            // The jobs go on; the task's id lets the client carry on asking.
            context.Response.Headers["X-Task-Id"] = task.Id;
            throw new DetailException(
                StatusCodes.Status504GatewayTimeout,
                "Conversion is taking too long. The maximum wait time is configure as "
                + $"DOCLING_SERVE_MAX_SYNC_WAIT={(int)watcher.MaxWait.TotalSeconds}.");
        }

        await answer.WriteAsync(context.Response, state, cancellationToken);
    }
}
