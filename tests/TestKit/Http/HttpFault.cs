namespace DaprProcessing.TestKit.Http;

/// <summary>What <see cref="FaultyHttpProxy"/> does to a request or its answer.</summary>
public abstract record HttpFault
{
    private HttpFault()
    {
    }

    /// <summary>Answered so, and never passed on.</summary>
    public sealed record Refuse(int Status, string Body = "") : HttpFault;

    /// <summary>Passed on after a while.</summary>
    public sealed record Delay(TimeSpan For) : HttpFault;

    /// <summary>Done by the server, but the connection breaks before the answer.</summary>
    public sealed record LoseReply : HttpFault;

    /// <summary>Headers and half of the body come, then nothing more.</summary>
    public sealed record Stall : HttpFault;

    /// <summary>Headers and half of the body come, then the connection breaks.</summary>
    public sealed record Truncate : HttpFault;

    /// <summary>One byte of the answer's body is another.</summary>
    public sealed record Flip : HttpFault;

    /// <summary>One byte of the request's body is another.</summary>
    public sealed record FlipRequest : HttpFault;

    /// <summary>As S3 says it when it is asked too often.</summary>
    public static HttpFault SlowDown { get; } = new Refuse(
        503, "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>");

    /// <summary>As S3 says it to keys that are no longer valid.</summary>
    public static HttpFault Forbidden { get; } = new Refuse(
        403, "<Error><Code>InvalidAccessKeyId</Code><Message>The key is not known.</Message></Error>");
}
