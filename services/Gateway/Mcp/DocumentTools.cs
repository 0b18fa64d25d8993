using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Api.Jobs;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Sources;
using DaprProcessing.Gateway.Tenants;
using ModelContextProtocol.Server;

namespace DaprProcessing.Gateway.Mcp;

/// <summary>What a language model may do with documents, over jobs of this platform.</summary>
[McpServerToolType]
internal sealed class DocumentTools(
    ToolCaller caller, SourceFetcher sources, UploadSpool spool, OptionsReader optionsReader, PipelineCatalogue pipelines,
    JobSubmitter submitter, JobWatcher watcher, FinishedDocument documents)
{
    private const int MaxMatches = 50;
    private const int DefaultWaitSeconds = 60;
    private const string PipelineName = "pdf.docling";

    [McpServerTool(Name = "convert_document", Title = "Convert a document", ReadOnly = false, Destructive = false)]
    [Description("Converts a document (PDF, image) to Markdown with headings, lists and tables; scans are recognised. Give "
        + "exactly one of: url, base64, uploadId. Answers with the job's id, which the other tools take, and with the Markdown "
        + "once it is done.")]
    public Task<ConvertedDocument> ConvertAsync(
        [Description("Where the document is, http or https; only where this installation fetches URLs.")] string? url = null,
        [Description("The document itself, as base64.")] string? base64 = null,
        [Description("The id of an upload made by POST /v1/uploads.")] string? uploadId = null,
        [Description("What the document is called.")] string? fileName = null,
        [Description("Opens a protected document.")] string? password = null,
        [Description("Seconds to wait for the end; the job goes on afterwards.")] int waitSeconds = DefaultWaitSeconds,
        CancellationToken cancellationToken = default) => caller.RunAsync(async tenant =>
    {
        var pipeline = pipelines.Find(PipelineName)!;
        var chosen = password is null ? null : new JsonObject { [JobOptionSchemas.Password] = password }.ToJsonString();
        var (options, secret) = optionsReader.Read(pipeline, chosen);
        var upload = await FetchAsync(tenant, url, base64, uploadId, fileName, cancellationToken);
        using var submission = SubmissionReader.Checked(new Submission(pipeline, options, secret, upload));
        var record = await submitter.SubmitAsync(tenant, submission, idempotencyKey: null, cancellationToken);
        var job = await watcher.WaitAsync(record, TimeSpan.FromSeconds(Math.Max(0, waitSeconds)), cancellationToken);
        return await DescribeAsync(record.Id, job, cancellationToken);
    });

    [McpServerTool(Name = "read_page", Title = "Read a page", ReadOnly = true)]
    [Description("One page of a converted document, as Markdown.")]
    public Task<string> ReadPageAsync(
        [Description("The job's id, as convert_document gave it.")] string job,
        [Description("From 1.")] int page,
        CancellationToken cancellationToken = default) => caller.RunAsync(async tenant =>
    {
        var record = await documents.FindAsync(tenant.Job(job), cancellationToken);
        return await documents.PageAsync(record, page, cancellationToken)
            ?? throw ToolCaller.Wrong($"The document has no page {page}.");
    });

    [McpServerTool(Name = "search_document", Title = "Search in a document", ReadOnly = true)]
    [Description("Passages of a converted document that have all words of the query, best first, with page numbers and "
        + "headings.")]
    public Task<IReadOnlyList<Passage>> SearchAsync(
        [Description("The job's id, as convert_document gave it.")] string job,
        [Description("Words to look for; case does not matter.")] string query,
        [Description("How many passages at most.")] int limit = 10,
        CancellationToken cancellationToken = default) => caller.RunAsync(async tenant =>
    {
        var words = query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            throw ToolCaller.Wrong("The query has no words.");
        }

        var record = await documents.FindAsync(tenant.Job(job), cancellationToken);
        return await documents.SearchAsync(record, words, Math.Clamp(limit, 1, MaxMatches), cancellationToken);
    });

    private async Task<SpooledUpload> FetchAsync(
        Tenant tenant, string? url, string? base64, string? uploadId, string? fileName, CancellationToken cancellationToken)
    {
        if (new[] { url, base64, uploadId }.Count(given => !string.IsNullOrEmpty(given)) != 1)
        {
            throw ToolCaller.Wrong("Give exactly one of url, base64 and uploadId.");
        }

        if (!string.IsNullOrEmpty(base64))
        {
            return await caller.SpoolAsync(spool, base64, fileName, cancellationToken);
        }

        // Read as a request of the HTTP interface is: one place knows what an address may be.
        var source = string.IsNullOrEmpty(url) ? new JsonObject { ["kind"] = "upload", ["uploadId"] = uploadId }
            : new JsonObject { ["kind"] = "http", ["url"] = url };
        var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["source"] = source });
        var request = await SourceRequestReader.ReadAsync(new MemoryStream(body), cancellationToken);
        return await sources.FetchAsync(tenant, request with { FileName = fileName }, cancellationToken);
    }

    private async Task<ConvertedDocument> DescribeAsync(JobId id, JobView job, CancellationToken cancellationToken)
    {
        var hasDocument = job.Status is JobStatus.Succeeded or JobStatus.PartiallySucceeded;
        var (markdown, isCut) = hasDocument ? await documents.MarkdownAsync(id, cancellationToken) : (null, false);
        return new ConvertedDocument(
            id.Id, job.Status, job.Pages?.Total, job.Error?.Message, markdown, hasDocument ? isCut : null);
    }
}

/// <param name="Job">The job's id.</param>
/// <param name="Pages">How many the document has.</param>
/// <param name="Error">Why there is no document.</param>
/// <param name="IsCut">The Markdown is longer than what is given here; read_page reads the rest.</param>
internal sealed record ConvertedDocument(
    string Job, JobStatus Status, int? Pages, string? Error, string? Markdown, bool? IsCut);
