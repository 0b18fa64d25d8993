using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Loading;

namespace DaprProcessing.Local.Runtime.Bindings;

/// <summary>
/// <c>bindings.localstorage</c>: objects as files under <c>rootPath</c> (relative to the state directory), named by metadata
/// <c>fileName</c>. daprd's create, get, delete and list; and what makes it a stand-in for S3 on one machine: <c>presign</c>, and
/// a <c>list</c> by <c>prefix</c> that answers keys in pages.
/// </summary>
internal sealed class LocalStorageBinding(ComponentContext context) : IOutputBinding
{
    private const int DefaultMaxResults = 1000;
    private const int MostResults = 10_000;
    private static readonly string[] Forbidden = ["/proc", "/sys", "/boot", "/var/run/secrets"];

    private ObjectFolder? _folder;
    private ObjectUrlSigner? _signer;
    private string _name = "";

    public IReadOnlyList<string> Operations { get; } = ["create", "get", "delete", "list", "presign"];

    public ObjectFolder Folder => _folder ?? throw new InvalidOperationException("not initialised");

    public Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(metadata.Require("rootPath"), Path.GetFullPath(context.StateDirectory));
        if (Array.Find(Forbidden, folder => (root + "/").StartsWith(folder + "/", StringComparison.Ordinal)) is { } forbidden)
        {
            throw new ComponentException(ComponentErrorKind.Invalid, $"rootPath must not be under {forbidden}");
        }

        try
        {
            _folder = new ObjectFolder(root);
            _signer = ObjectUrlSigner.Open(Path.Combine(Path.GetFullPath(context.StateDirectory), "object-urls.key"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ComponentException(ComponentErrorKind.Invalid, $"rootPath '{root}': {failure.Message}", failure);
        }

        _name = metadata.Name;
        return Task.CompletedTask;
    }

    public async Task<BindingResult> InvokeAsync(BindingInvocation invocation, CancellationToken cancellationToken)
    {
        switch (invocation.Operation)
        {
            case "create":
                return await CreateAsync(invocation, cancellationToken);
            case "get":
                return await GetAsync(KeyOf(invocation), cancellationToken);
            case "delete":
                Folder.Delete(KeyOf(invocation));
                return BindingResult.Empty;
            case "list":
                return List(invocation.Get("fileName") ?? "", invocation.Json<ListRequest>());
            default:
                return Presign(invocation);
        }
    }

    public bool IsSigned(string key, string method, string? expires, string? signature) =>
        _signer!.IsValid(_name, key, method, expires, signature, context.Time.GetUtcNow());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<BindingResult> CreateAsync(BindingInvocation invocation, CancellationToken cancellationToken)
    {
        var key = invocation.Get("fileName") ?? Guid.NewGuid().ToString();
        var data = invocation.Payload(invocation.Flag("decodeBase64"));
        await Folder.WriteAsync(key, file => file.WriteAsync(data, cancellationToken).AsTask(), cancellationToken);
        return BindingRequests.Answer(new { fileName = key });
    }

    private async Task<BindingResult> GetAsync(string key, CancellationToken cancellationToken)
    {
        await using var file = Folder.Open(key);
        if (file.Length > context.MaxBodySizeBytes)
        {
            throw BindingRequests.TooLarge(key, file.Length, context.MaxBodySizeBytes);
        }

        var data = new byte[file.Length];
        await file.ReadExactlyAsync(data, cancellationToken);
        return new BindingResult(data, BindingResult.Empty.Metadata);
    }

    private BindingResult List(string folder, ListRequest request)
    {
        if (request.Prefix is not { } prefix)
        {
            return BindingRequests.Answer(Folder.Files(folder));
        }

        var count = Math.Clamp(request.MaxResults is > 0 and { } given ? given : DefaultMaxResults, 1, MostResults);
        return BindingRequests.Answer(ObjectListing.Keys(Folder.Root, prefix, request.Marker ?? "").Take(count));
    }

    private BindingResult Presign(BindingInvocation invocation)
    {
        var key = ObjectKey.Check(KeyOf(invocation));
        var expires = context.Time.GetUtcNow() + invocation.UrlLife();
        var path = string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        var query = _signer!.Query(_name, key, UrlMethod(invocation), expires);
        var objects = new Uri(context.HttpBaseAddress(), $"/v1.0-local/objects/{Uri.EscapeDataString(_name)}/");
        return BindingRequests.Answer(new { presignURL = $"{objects.AbsoluteUri}{path}?{query}" });
    }

    private static string UrlMethod(BindingInvocation invocation) => invocation.Get("method")?.ToUpperInvariant() switch
    {
        null or "GET" => "GET",
        "PUT" => "PUT",
        var other => throw new ComponentException(
            ComponentErrorKind.Invalid, $"method '{other}' cannot be presigned; known: GET, PUT"),
    };

    private static string KeyOf(BindingInvocation invocation) => invocation.Require("fileName");
}
