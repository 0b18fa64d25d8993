namespace DaprProcessing.Client.Http;

/// <summary>What the handlers below a request need to know of it.</summary>
/// <param name="Timeout">How long one attempt may take; null for no limit.</param>
/// <param name="Buffered">The answer is small: an attempt ends with its last byte, and a connection lost before that is a failed
/// attempt.</param>
internal sealed record RequestTraits(TimeSpan? Timeout, bool Buffered)
{
    private static readonly HttpRequestOptionsKey<RequestTraits> Key = new(nameof(RequestTraits));

    /// <summary>
    /// It is never repeated: a failure is the answer that was asked for, or a second time might make a second job.
    /// </summary>
    public bool Once { get; init; }

    /// <summary>False for a document that can be read only once, and was.</summary>
    public static bool MayRepeat(HttpRequestMessage request) =>
        Of(request) is { Once: false } && Document(request) is not ({ CanBeSent: false } or { ReadFailure: not null });

    public static UploadContent? Document(HttpRequestMessage request) =>
        request.Content as UploadContent
            ?? (request.Content as MultipartFormDataContent)?.OfType<UploadContent>().FirstOrDefault();

    public static RequestTraits? Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var traits) ? traits : null;

    public HttpRequestMessage On(HttpRequestMessage request)
    {
        request.Options.Set(Key, this);
        return request;
    }
}
