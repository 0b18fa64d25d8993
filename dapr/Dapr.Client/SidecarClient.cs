using System.Text.Json;
using Google.Protobuf;

namespace Dapr.Client;

/// <summary>The client that talks to a real sidecar: gRPC for the building blocks, HTTP for invocation and health.</summary>
internal sealed partial class SidecarClient : DaprClient
{
    private readonly SidecarConnection _sidecar;
    private readonly HttpClient _http;
    private readonly Uri _httpEndpoint;
    private readonly string? _apiToken;

    public SidecarClient(Uri httpEndpoint, Uri grpcEndpoint, string apiToken, JsonSerializerOptions json, TimeSpan? httpTimeout)
    {
        JsonSerializerOptions = json;
        _httpEndpoint = httpEndpoint;
        _apiToken = apiToken.Length == 0 ? null : apiToken;
        _sidecar = new SidecarConnection(grpcEndpoint, _apiToken);
        _http = new HttpClient(CreateHttpHandler());
        if (httpTimeout is { } timeout)
        {
            _http.Timeout = timeout;
        }
    }

    public override JsonSerializerOptions JsonSerializerOptions { get; }

    // The sidecar is on this machine or in this cluster: never behind the proxy of the environment.
    internal static SocketsHttpHandler CreateHttpHandler() => new() { UseProxy = false };

    protected override void Dispose(bool disposing)
    {
        _sidecar.Dispose();
        _http.Dispose();
        base.Dispose(disposing);
    }

    private ByteString ToJson<T>(T value) => UnsafeByteOperations.UnsafeWrap(JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions));

    // Absent data is the default value: that is how a missing key reads.
    private T FromJson<T>(ByteString data, string operation)
    {
        if (data.IsEmpty)
        {
            return default!;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(data.Span, JsonSerializerOptions)!;
        }
        catch (JsonException e)
        {
            throw new DaprException($"{operation} failed: the payload is not JSON of type {typeof(T).Name}. {e.Message}", e);
        }
    }

    private static void AddAll(IDictionary<string, string> target, IEnumerable<KeyValuePair<string, string>>? source)
    {
        foreach (var (key, value) in source ?? [])
        {
            target[key] = value;
        }
    }
}
