using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Compatibility.Deliveries;
using DaprProcessing.Gateway.Compatibility.Options;

namespace DaprProcessing.Gateway.Compatibility.Tasks;

/// <summary>
/// What a client of docling-serve knows as a task: some documents, each a job of ours, and what is wanted of them. At
/// <c>tasks/{tenant}/{id}</c> in the state store, so that any replica answers for it.
/// </summary>
/// <param name="Id">A UUID.</param>
/// <param name="Chunking">Null for a conversion.</param>
/// <param name="Version">The newest version of the document format that the client reads; null for ours.</param>
/// <param name="Ignored">Options that were accepted and do nothing here.</param>
/// <param name="Delivery">Who else is to hear of it; null for nobody.</param>
internal sealed record ConversionTask(
    string Tenant, string Id, DateTimeOffset CreatedAt, ConvertOptions Options, ChunkOptions? Chunking, bool AsZip,
    string? Version, IReadOnlyList<TaskSource> Sources, IReadOnlyList<string> Ignored, TaskDelivery? Delivery = null)
{
    [JsonIgnore]
    public string Type => Chunking is null ? "convert" : "chunk";

    /// <summary>Several documents of a conversion are always answered as a zip.</summary>
    [JsonIgnore]
    public bool IsAnsweredAsZip => AsZip || (Chunking is null && Sources.Count > 1);

    public static string Key(string tenant, string id) => $"tasks/{tenant}/{id}";

    public JobId Job(TaskSource source) => new(Tenant, source.JobId!);
}

/// <param name="FileName">Without its folder.</param>
/// <param name="JobId">The job that converts it; null where it could not be had.</param>
/// <param name="Fault">Why it could not.</param>
internal sealed record TaskSource(string FileName, string? JobId, SourceFault? Fault);

/// <summary>Why a document has no result, in the words of docling-serve.</summary>
/// <param name="Status"><c>failure</c>, or <c>skipped</c> for what is no document at all.</param>
/// <param name="Category">policy, capacity, source_unavailable, timeout, backend_failure …</param>
internal sealed record SourceFault(string Status, string Message, string Category)
{
    public static SourceFault Failure(string message, string category) => new("failure", message, category);

    public static SourceFault NotAllowed(string fileName) => new("skipped", $"File format not allowed: {fileName}", "policy");
}
