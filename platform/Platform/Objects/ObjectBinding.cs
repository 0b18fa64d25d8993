using System.Text.Json;
using Dapr;
using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using Grpc.Core;

namespace DaprProcessing.Platform.Objects;

/// <summary>The Dapr object-store binding's operations, the same for S3 and for local storage.</summary>
internal sealed class ObjectBinding(DaprClient dapr)
{
    private const int ListPage = 1000;

    /// <returns>False where the object is larger than a message of the sidecar may be: nothing is written then.</returns>
    public async Task<bool> TryCreateAsync(
        string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var request = Request("create", key);
        request.Metadata["Content-Type"] = contentType;
        request.Data = content;
        try
        {
            await dapr.InvokeBindingAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DaprException error) when (IsTooLarge(error))
        {
            return false;
        }
    }

    /// <summary>The object, or null where it is larger than a message of the sidecar may be.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindSmallAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return (await dapr.InvokeBindingAsync(Request("get", key), cancellationToken).ConfigureAwait(false)).Data;
        }
        catch (DaprException error) when (IsNotFound(error))
        {
            throw new ObjectNotFoundException(key, error);
        }
        catch (DaprException error) when (IsTooLarge(error))
        {
            return null;
        }
    }

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await dapr.InvokeBindingAsync(Request("delete", key), cancellationToken).ConfigureAwait(false);
        }
        catch (DaprException error) when (IsNotFound(error))
        {
            // Local storage minds, S3 does not: gone is what was asked for.
        }
    }

    /// <summary>PUT is answered by the local runtime's bindings only.</summary>
    public async Task<Uri> PresignAsync(string key, HttpMethod method, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var request = Request("presign", key);
        request.Metadata["presignTTL"] = $"{(long)timeToLive.TotalSeconds}s";
        request.Metadata["method"] = method.Method;
        var response = await dapr.InvokeBindingAsync(request, cancellationToken).ConfigureAwait(false);
        using var answer = JsonDocument.Parse(response.Data);
        return new Uri(answer.RootElement.GetProperty("presignURL").GetString()!);
    }

    /// <summary>One page of keys after <paramref name="after"/>, and whether there may be more.</summary>
    public async Task<(IReadOnlyList<string> Keys, bool More)> ListAsync(
        string prefix, string? after, CancellationToken cancellationToken)
    {
        var request = new BindingRequest(DaprNames.ObjectStore, "list")
        {
            Data = JsonSerializer.SerializeToUtf8Bytes(new { prefix, marker = after ?? "", maxResults = ListPage }),
        };
        var response = await dapr.InvokeBindingAsync(request, cancellationToken).ConfigureAwait(false);
        using var answer = JsonDocument.Parse(response.Data);
        // Local storage answers the keys, S3 its own listing.
        var keys = answer.RootElement switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(key => key.GetString()!).ToList(),
            var listing when listing.TryGetProperty("Contents", out var contents) && contents.ValueKind == JsonValueKind.Array =>
                contents.EnumerateArray().Select(item => item.GetProperty("Key").GetString()!).ToList(),
            _ => [],
        };
        return (keys, keys.Count == ListPage);
    }

    // S3 names the object "key", local storage "fileName".
    private static BindingRequest Request(string operation, string key) =>
        new(DaprNames.ObjectStore, operation) { Metadata = { ["key"] = key, ["fileName"] = key } };

    // gRPC's own word on either side of the sidecar.
    private static bool IsTooLarge(DaprException error) =>
        error.InnerException is RpcException { StatusCode: StatusCode.ResourceExhausted };

    // The binding API has one error status; the components say "object not found" (S3), "file not found" or the system's own
    // words.
    private static bool IsNotFound(DaprException error)
    {
        var text = error.InnerException?.Message ?? error.Message;
        return text.Contains("not found", StringComparison.OrdinalIgnoreCase)
            || text.Contains("no such file", StringComparison.OrdinalIgnoreCase) || text.Contains(
                "NoSuchKey", StringComparison.Ordinal);
    }
}
