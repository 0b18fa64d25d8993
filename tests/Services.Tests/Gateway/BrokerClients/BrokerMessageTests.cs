using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.BrokerClients;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.BrokerClients;

/// <summary>What clients of the broker write, and the words they are answered in.</summary>
public sealed class BrokerMessageTests
{
    private const string Control = """
        {"request_id":"r-1","s3_bucket":"documents","s3_key":"raw/r-1.pdf","s3_url":"https://presigned/x",
         "timestamp":"2024-01-15T10:30:00Z","file_size":1234567,"processing_timeout":600}
        """;

    [Fact]
    public void Read_ControlMessage_HasEveryField()
    {
        var reply = BrokerReplyReader.Read(Json(Control))!;
        var request = BrokerRequestReader.Read(Json(Control), reply);

        Assert.Equal(("r-1", "documents", Topics.DoclingCompleted), (reply.RequestId, reply.Bucket, reply.Topic));
        Assert.Equal(
            new BrokerRequest("raw/r-1.pdf", new Uri("https://presigned/x"), "documents", 1234567, TimeSpan.FromMinutes(10)),
            request);
    }

    [Theory]
    [InlineData("""{"Header":{"WorkflowID":"w","TenantID":"t","UserID":"u","EventID":"e"},"PDFKey":"raw/w.pdf"}""", "Pascal")]
    [InlineData("""{"header":{"workflowId":"w","tenantId":"t","userId":"u","eventId":"e"},"pdfKey":"raw/w.pdf"}""", "Camel")]
    [InlineData("""{"header":{"workflow_id":"w","tenant_id":"t","user_id":"u","event_id":"e"},"pdf_key":"raw/w.pdf"}""", "Snake")]
    public void Read_PdfCreatedEvent_InAnySpelling_IsAnsweredInTheSame(string message, string spelling)
    {
        var reply = BrokerReplyReader.Read(Json(message))!;

        Assert.Equal(
            new BrokerReply("w", Event: new BrokerEventHeader(Enum.Parse<EventSpelling>(spelling), "u", "t")), reply);
        Assert.Equal("raw/w.pdf", BrokerRequestReader.Read(Json(message), reply).Key);
        var job = Job(JobStatus.Succeeded);
        var answer = BrokerCompletion.Of(job, reply, ["audio.wav", "audio/0001.wav"]);
        var fields = EventFields.Of(reply.Event!.Spelling);
        var body = Json(answer.Body);
        Assert.Equal("final.audio.created", answer.Topic);
        Assert.Equal([fields.Header, fields.FinalAudioKey], body.EnumerateObject().Select(field => field.Name));
        Assert.Equal($"local/{job.Id.Id}/result/audio.wav", Text(body, fields.FinalAudioKey));
        var header = body.GetProperty(fields.Header);
        Assert.Equal(
            ("w", "t", "u", answer.Id),
            (Text(header, fields.WorkflowId), Text(header, fields.TenantId), Text(header, fields.UserId),
                Text(header, fields.EventId)));
        var failed = BrokerCompletion.Refused(reply, new Failure("source_not_found", "There is no such object."), job.CreatedAt);
        Assert.Equal("", Text(Json(failed.Body), fields.FinalAudioKey));
        Assert.Contains("source_not_found", Json(failed.Body).GetProperty(fields.Error).GetRawText());
    }

    [Fact]
    public void Read_MessagesOfTheGuide_AreUnderstood()
    {
        var guide = File.ReadAllText(Path.Combine(SamplePaths.RepositoryRoot, "docs/guides/broker.md"));
        var messages = guide.Split("```json\n").Skip(1).Select(block => Json(block.Split("\n```")[0])).ToList();

        foreach (var (message, key) in ((JsonElement, string)[])[(messages[0], "s3_key"), (messages[2], "PDFKey")])
        {
            var reply = BrokerReplyReader.Read(message)!;
            Assert.Equal(Text(message, key), BrokerRequestReader.Read(message, reply).Key);
        }

        var job = Job(JobStatus.Succeeded);
        var answer = Json(BrokerCompletion.Of(job, new BrokerReply("r-1", "documents"), ["document.json", "document.md"]).Body);
        Assert.Equal(
            messages[1].EnumerateObject().Select(field => field.Name), answer.EnumerateObject().Select(field => field.Name));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"r-1\"")]
    [InlineData("""{"request_id":7}""")]
    [InlineData("""{"request_id":""}""")]
    [InlineData("""{"request_id":"a\u0000b"}""")]
    [InlineData("""{"requestId":"r-1","s3_key":"raw/r-1.pdf"}""")]
    [InlineData("""{"PDFKey":"raw/w.pdf"}""")]
    [InlineData("""{"Header":{},"PDFKey":"raw/w.pdf"}""")]
    [InlineData("""{"Header":"w","PDFKey":"raw/w.pdf"}""")]
    public void ReadReply_NothingSaysWhomToAnswer_IsNull(string message) => Assert.Null(BrokerReplyReader.Read(Json(message)));

    [Fact]
    public void ReadReply_IdBeyondAllMeasure_IsNull() =>
        Assert.Null(BrokerReplyReader.Read(Json($$"""{"request_id":"{{new string('r', 201)}}"}""")));

    [Theory]
    [InlineData("""{"request_id":"r","pages":"1"}""", "unknown_field")]
    [InlineData("""{"request_id":"r","s3_key":7}""", "invalid_field")]
    [InlineData("""{"request_id":"r","s3_url":"file:///etc/passwd"}""", "invalid_field")]
    [InlineData("""{"request_id":"r","s3_url":"http://user:word@host/x"}""", "invalid_field")]
    [InlineData("""{"request_id":"r","file_size":-1}""", "invalid_field")]
    [InlineData("""{"request_id":"r","file_size":"big"}""", "invalid_field")]
    [InlineData("""{"request_id":"r","processing_timeout":0}""", "invalid_field")]
    [InlineData("""{"request_id":"r","processing_timeout":1e300}""", "invalid_field")]
    [InlineData("""{"request_id":"r","timestamp":{}}""", "invalid_field")]
    [InlineData("""{"Header":{"WorkflowID":"w"}}""", "invalid_field")]
    [InlineData("""{"Header":{"WorkflowID":"w"},"PDFKey":"k","Voice":"x"}""", "unknown_field")]
    public void Read_WhatIsWrong_IsRefusedByItsCode(string message, string code)
    {
        var reply = BrokerReplyReader.Read(Json(message))!;

        Assert.Equal(code, Assert.Throws<ProblemException>(() => BrokerRequestReader.Read(Json(message), reply)).Code);
    }

    [Fact]
    public void Completion_OfAControlMessage_NamesTheResultByItsKey()
    {
        var job = Job(JobStatus.PartiallySucceeded) with { PagesFailed = 1 };

        var completion = BrokerCompletion.Of(
            job, new BrokerReply("r-1", "documents"), ["document.md", "document.json", "pages/0001.png"]);

        Assert.Equal((Topics.DoclingCompleted, $"job-{job.Id.Id}"), (completion.Topic, completion.Id));
        var root = $"local/{job.Id.Id}/result/";
        Assert.Equal(
            $$$"""
            {"id":"job-{{{job.Id.Id}}}","request_id":"r-1","status":"completed","timestamp":"2026-01-02T03:04:05Z",
            "s3_bucket":"documents","job_id":"{{{job.Id.Id}}}","job_status":"partially_succeeded","pages_failed":1,
            "s3_key":"{{{root}}}document.json",
            "artifacts":{"document.json":"{{{root}}}document.json","document.md":"{{{root}}}document.md"}}
            """.Replace("\n", ""),
            Encoding.UTF8.GetString(completion.Body.Span));
    }

    [Theory]
    [InlineData(JobStatus.Cancelled, "cancelled")]
    [InlineData(JobStatus.Failed, "wrong_password")]
    public void Completion_OfAJobWithoutAResult_SaysWhy(JobStatus status, string code)
    {
        var job = Job(status) with
        {
            Failure = status == JobStatus.Failed ? new Failure(FailureCodes.WrongPassword, "The password is wrong.") : null,
        };

        var body = Json(BrokerCompletion.Of(job, new BrokerReply("r-1"), []).Body);

        Assert.Equal(("failed", code), (Text(body, "status"), Text(body.GetProperty("error"), "code")));
        Assert.False(body.TryGetProperty("s3_key", out _));
    }

    [Fact]
    public void Refused_TheSameAgain_HasTheSameId_AnotherHasNot()
    {
        var failure = new Failure("source_not_found", "There is no such object.");
        string Id(string request, Failure why, int second) =>
            BrokerCompletion.Refused(new BrokerReply(request), why, DateTimeOffset.UnixEpoch.AddSeconds(second)).Id;

        Assert.Equal(Id("r", failure, 1), Id("r", failure, 2));
        Assert.NotEqual(Id("r", failure, 1), Id("s", failure, 1));
        Assert.NotEqual(Id("r", failure, 1), Id("r", failure with { Code = "source_not_allowed" }, 1));
    }

    private static JobRecord Job(JobStatus status) => OrchestratorHarness.NewRecord(JobId.New("local")) with
    {
        Status = status, FinishedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    private static JsonElement Json(string text) => StrictJson.Parse(text);

    private static JsonElement Json(ReadOnlyMemory<byte> text) => StrictJson.Parse(text);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
