namespace DaprProcessing.Gateway.Problems;

/// <summary>The request ends here, with a problem document (RFC 9457).</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Stable, snake_case.</param>
/// <param name="detail">One sentence for the caller.</param>
/// <param name="inner">For the log.</param>
internal sealed class ProblemException(int status, string code, string detail, Exception? inner = null) : Exception(detail, inner)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>The same request may succeed later.</summary>
    public bool Retryable { get; init; }

    /// <summary>When it may; null where nobody knows.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The limits that were reached, by their names in <c>RateLimit-Policy</c>; null for other problems.</summary>
    public IReadOnlyList<string>? ViolatedPolicies { get; init; }

    /// <summary>A registered problem type; null for one of the platform's own.</summary>
    public string? Type { get; init; }

    /// <summary>Further members of the problem document.</summary>
    public IReadOnlyDictionary<string, object>? Members { get; init; }

    public static ProblemException JobNotFound(string id) =>
        new(StatusCodes.Status404NotFound, "job_not_found", $"There is no job '{id}'.");

    public static ProblemException UploadNotFound() =>
        new(StatusCodes.Status404NotFound, "upload_not_found", "There is no such upload, or no longer.");

    public static ProblemException GivenTwice(string name) =>
        BadRequest("given_twice", $"'{name}' is given more than once; once is enough, in the query or in the form.");

    public static ProblemException BadRequest(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
}
