using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;

namespace DaprProcessing.Contracts.BrokerClients;

/// <summary>The message that tells a client of the broker what became of its request, in the client's own words.</summary>
/// <param name="Id">The same whenever it is told again.</param>
public sealed record BrokerCompletion(string Id, string Topic, ReadOnlyMemory<byte> Body)
{
    private const string Document = "document.json";
    private const string Recording = "audio.wav";
    private const int HashBytes = 12;

    /// <summary>Of a job that has ended.</summary>
    /// <param name="artifacts">Names of those it has.</param>
    public static BrokerCompletion Of(JobRecord job, BrokerReply reply, IEnumerable<string> artifacts)
    {
        var whole = artifacts.Where(name => !name.Contains('/')).Order(StringComparer.Ordinal).ToList();
        var main = whole.Find(name => name == (reply.Event is null ? Document : Recording));
        var failure = job.Status switch
        {
            JobStatus.Succeeded or JobStatus.PartiallySucceeded when main is not null || reply.Event is null => null,
            JobStatus.Succeeded or JobStatus.PartiallySucceeded => NoRecording,
            JobStatus.Cancelled => Cancelled,
            _ => job.Failure ?? new Failure(FailureCodes.Internal, "The job has failed."),
        };
        return Of($"job-{job.Id.Id}", reply, failure, job.FinishedAt ?? job.CreatedAt, new Outcome(job, whole, main));
    }

    /// <summary>Of a request that no job was made of.</summary>
    public static BrokerCompletion Refused(BrokerReply reply, Failure failure, DateTimeOffset at)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{reply.IdempotencyKey} {failure.Code}"));
        return Of($"refused-{Convert.ToHexStringLower(hash.AsSpan(0, HashBytes))}", reply, failure, at, null);
    }

    private static Failure Cancelled { get; } = new("cancelled", "The job was cancelled.");

    private static Failure NoRecording { get; } = new(FailureCodes.Internal, "The job has no recording.");

    private static BrokerCompletion Of(string id, BrokerReply reply, Failure? failure, DateTimeOffset at, Outcome? outcome)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            if (reply.Event is { } header)
            {
                WriteEvent(json, id, reply, header, failure, at, outcome);
            }
            else
            {
                WriteControl(json, id, reply, failure, at, outcome);
            }

            json.WriteEndObject();
        }

        return new BrokerCompletion(id, reply.Topic, body.WrittenMemory);
    }

    private static void WriteControl(
        Utf8JsonWriter json, string id, BrokerReply reply, Failure? failure, DateTimeOffset at, Outcome? outcome)
    {
        json.WriteString("id"u8, id);
        json.WriteString("request_id"u8, reply.RequestId);
        json.WriteString("status"u8, failure is null ? "completed" : "failed");
        json.WriteString("timestamp"u8, at.UtcDateTime);
        if (reply.Bucket is { } bucket)
        {
            json.WriteString("s3_bucket"u8, bucket);
        }

        if (outcome is not null)
        {
            json.WriteString("job_id"u8, outcome.Job.Id.Id);
            json.WriteString("job_status"u8, outcome.Job.Status.Name());
            json.WriteNumber("pages_failed"u8, outcome.Job.PagesFailed);
            if (failure is null && outcome.Main is { } main)
            {
                json.WriteString("s3_key"u8, outcome.KeyOf(main));
            }

            json.WriteStartObject("artifacts"u8);
            foreach (var name in outcome.Artifacts)
            {
                json.WriteString(name, outcome.KeyOf(name));
            }

            json.WriteEndObject();
        }

        if (failure is not null)
        {
            WriteFailure(json, "error", failure, isPascal: false);
        }
    }

    private static void WriteEvent(
        Utf8JsonWriter json, string id, BrokerReply reply, BrokerEventHeader header, Failure? failure, DateTimeOffset at,
        Outcome? outcome)
    {
        var fields = EventFields.Of(header.Spelling);
        json.WriteStartObject(fields.Header);
        json.WriteString(fields.Timestamp, at.UtcDateTime);
        json.WriteString(fields.WorkflowId, reply.RequestId);
        json.WriteString(fields.UserId, header.UserId ?? "");
        json.WriteString(fields.TenantId, header.TenantId ?? "");
        json.WriteString(fields.EventId, id);
        json.WriteEndObject();
        json.WriteString(fields.FinalAudioKey, failure is null && outcome?.Main is { } main ? outcome.KeyOf(main) : "");
        if (failure is not null)
        {
            WriteFailure(json, fields.Error, failure, isPascal: header.Spelling == EventSpelling.Pascal);
        }
    }

    private static void WriteFailure(Utf8JsonWriter json, string name, Failure failure, bool isPascal)
    {
        json.WriteStartObject(name);
        json.WriteString(isPascal ? "Code" : "code", failure.Code);
        json.WriteString(isPascal ? "Message" : "message", failure.Message);
        json.WriteString(isPascal ? "Category" : "category", failure.Category);
        json.WriteBoolean(isPascal ? "Retryable" : "retryable", failure.Retryable);
        json.WriteEndObject();
    }

    /// <param name="Main">The artifact that the client asked for; null where there is none.</param>
    private sealed record Outcome(JobRecord Job, IReadOnlyList<string> Artifacts, string? Main)
    {
        public string KeyOf(string name) => JobKeys.Artifact(Job.Id, name);
    }
}
