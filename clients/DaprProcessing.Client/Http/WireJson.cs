using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Client.Http;

/// <summary>The platform's JSON: camelCase, absent instead of null. What a newer platform adds is skipped.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(DeadLetterPage))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(JobResult))]
[JsonSerializable(typeof(Page))]
[JsonSerializable(typeof(PipelineList))]
[JsonSerializable(typeof(PlatformHealth))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(KeyRotationBody))]
[JsonSerializable(typeof(NewKeyBody))]
[JsonSerializable(typeof(NewTenantBody))]
[JsonSerializable(typeof(NewTenantKey))]
[JsonSerializable(typeof(TenantChangeBody))]
[JsonSerializable(typeof(TenantPage))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(Usage))]
[JsonSerializable(typeof(DirectAddress))]
[JsonSerializable(typeof(UploadState))]
internal sealed partial class WireJson : JsonSerializerContext;

/// <summary>One answer of a listing.</summary>
internal sealed record JobPage(IReadOnlyList<Job>? Jobs, string? NextCursor);

internal sealed record DeadLetterPage(IReadOnlyList<DeadLetter>? DeadLetters, string? NextCursor);

internal sealed record PipelineList(IReadOnlyList<Pipeline>? Pipelines);

/// <summary>RFC 9457, as far as it is read.</summary>
internal sealed record ProblemBody(string? Code, string? Category, string? Title, string? Detail, bool? Retryable);
