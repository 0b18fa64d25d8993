using System.Text.RegularExpressions;

namespace DaprProcessing.Runtime.Tests.Recording;

/// <summary>The local runtime answers and delivers what the real daprd 1.18.3 answered and delivered.</summary>
[Collection("s3")]
public sealed class RecordingTests(Replay replay) : IClassFixture<Replay>
{
    // Status and error code are those of daprd; the texts cannot be.
    private static readonly string[] OtherBody =
    [
        // Names and versions of the runtime itself, and what it keeps of the app.
        "metadata", "invoke self", "invoke get", "invoke by header",
        // Signed by another SDK, whose query differs.
        "s3 create presign", "s3 presign",
        // S3's listing in full; the local runtime answers what services read of it.
        "s3 list",
    ];

    // docs/local-runtime.md, "Where it differs": the JetStream component makes the stream that a topic lacks.
    private static readonly string[] Differing = ["publish no stream"];

    public static TheoryData<string> Names => [.. Exchange.All.Select(exchange => exchange.Name).Except(Differing)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answer_OfTheLocalRuntime_IsDaprds(string name)
    {
        var recorded = Exchange.All.Single(exchange => exchange.Name == name).Response;
        var answer = replay.Answers[name];

        Assert.Equal((recorded.Status, recorded.ErrorCode), (answer.Status, answer.ErrorCode));
        foreach (var header in (IEnumerable<string>?)recorded.Headers?.Keys ?? [])
        {
            Assert.Contains(header, answer.Headers!.Keys);
        }

        if (recorded is { ErrorCode: null, Body: not null } && !OtherBody.Contains(name))
        {
            Assert.Equal(recorded.Body.TrimEnd('\n'), Regex.Replace(answer.Body!, "\"etag\":\"[^\"]*\"", "\"etag\":\"{uuid}\""));
        }
    }

    [Fact]
    public void Deliveries_ToTheApp_AreDaprds()
    {
        var recorded = Exchange.Deliveries.Select(delivery => delivery.ToString()).ToList();
        var got = replay.Deliveries.Select(delivery => delivery.ToString()).ToList();

        List<string> differing =
        [
            .. recorded.Except(got).Select(missing => "- " + missing), .. got.Except(recorded).Select(surplus => "+ " + surplus),
        ];
        Assert.True(differing.Count == 0, string.Join('\n', differing));
        Assert.Equal(recorded.Count, got.Count);
    }
}
