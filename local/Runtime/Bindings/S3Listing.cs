using Amazon.S3.Model;
using DaprProcessing.Components;

namespace DaprProcessing.Local.Runtime.Bindings;

/// <summary>The answer of <c>list</c> with the names daprd uses: those of S3's ListObjects.</summary>
internal sealed record S3Listing(
    string Name, string? Prefix, string? Marker, string? NextMarker, string? Delimiter, int MaxKeys, bool IsTruncated,
    IReadOnlyList<S3ListedObject> Contents, IReadOnlyList<S3CommonPrefix> CommonPrefixes)
{
    public static S3Listing From(string bucket, ListRequest request, ListObjectsResponse response)
    {
        S3ListedObject[] contents = [.. (response.S3Objects ?? []).Select(S3ListedObject.From)];
        var truncated = response.IsTruncated == true;
        return new S3Listing(
            bucket, request.Prefix, request.Marker, truncated ? response.NextMarker ?? contents.LastOrDefault()?.Key : null,
            request.Delimiter, response.MaxKeys ?? 1000, truncated, contents,
            [.. (response.CommonPrefixes ?? []).Select(prefix => new S3CommonPrefix(prefix))]);
    }
}

internal sealed record S3CommonPrefix(string Prefix);

/// <param name="Size">Bytes.</param>
internal sealed record S3ListedObject(string Key, long Size, string? ETag, DateTime? LastModified, string? StorageClass)
{
    public static S3ListedObject From(S3Object found) =>
        new(found.Key, found.Size ?? 0, found.ETag, found.LastModified?.ToUniversalTime(), found.StorageClass?.Value);
}

/// <summary>Tags as daprd takes them: <c>k=v,k2=v2</c>.</summary>
internal static class S3Tags
{
    public static List<Tag>? Parse(string? tags) => tags is null ? null :
        [.. tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(tag => tag.Split('=', 2) switch
        {
            [var key, var value] when key.Length > 0 => new Tag { Key = key, Value = value },
            _ => throw new ComponentException(ComponentErrorKind.Invalid, $"tag '{tag}' is not of the form key=value"),
        })];
}
