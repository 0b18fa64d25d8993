namespace DaprProcessing.Client;

/// <summary>Where the platform is, and how patient the client is with it.</summary>
public sealed class DocumentServiceOptions
{
    /// <summary>The platform's ingress. Default: <c>http://localhost:8080</c>.</summary>
    public Uri Endpoint { get; set; } = new("http://localhost:8080");

    /// <summary>Sent as <c>X-Api-Key</c>; null where the platform asks for none. Default: null.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// How often a request that can be repeated safely is repeated after a transient failure, 0 for never. Default: 8.
    /// </summary>
    public int MaxRetries { get; set; } = 8;

    /// <summary>
    /// The longest pause before one repetition. Where the platform asks for a longer one (<c>Retry-After</c>), the failure is
    /// handed to the caller, with that time in <see cref="DocumentProcessingException.RetryAfter"/>. Default: 30 s.
    /// </summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long one attempt may take, beside any wait it asks for; uploads and downloads are not limited. Default: 30 s.
    /// </summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long one request waits for a job's end before it asks again. With progress it asks every second. Default: 20 s.
    /// </summary>
    public TimeSpan WaitPerRequest { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Documents of so many bytes and more, in files or in streams that can seek, are uploaded so that they go on where a
    /// connection broke, instead of beginning again. Default: 16 MiB.
    /// </summary>
    public long ResumableFromBytes { get; set; } = 16 << 20;

    /// <summary>
    /// Whether documents as large as that are put straight into the platform's store where the platform hands out an address of
    /// it, past the platform's ingress, by a request that begins again where it is cut off. Where that cannot be done they are
    /// uploaded as others are. Default: false.
    /// </summary>
    public bool DirectUploads { get; set; }

    /// <summary>
    /// Whether processing a document in one call removes its job where that call ends with an exception. Default: true.
    /// </summary>
    public bool CleanUpOnError { get; set; } = true;
}
