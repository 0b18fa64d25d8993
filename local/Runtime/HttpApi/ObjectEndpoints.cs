using System.Net.Http.Headers;
using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Bindings;
using DaprProcessing.Local.Runtime.Loading;
using Microsoft.AspNetCore.Http.Features;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary>
/// The presigned URLs of <c>bindings.localstorage</c>: streamed, without a size bound, GET with a byte range. The signature is
/// the only credential, so that a URL works for whoever holds it, as with S3.
/// </summary>
internal static class ObjectEndpoints
{
    public const string Prefix = "/v1.0-local/objects";
    private static readonly string[] Reads = ["GET", "HEAD"];

    public static void MapObjects(this IEndpointRouteBuilder routes, ComponentCatalog catalog)
    {
        routes.MapMethods(Prefix + "/{component}/{**key}", Reads, context => ReadAsync(context, catalog));
        routes.MapPut(Prefix + "/{component}/{**key}", context => WriteAsync(context, catalog));
    }

    private static async Task ReadAsync(HttpContext context, ComponentCatalog catalog)
    {
        if (await CheckAsync(context, catalog, "GET") is not { } binding)
        {
            return;
        }

        FileStream file;
        try
        {
            file = binding.Folder.Open(context.Name("key"));
        }
        catch (ComponentException failure)
        {
            await ErrorResponses.WriteAsync(
                context, failure.Kind == ComponentErrorKind.NotFound ? 404 : 400, "ERR_OBJECT", failure.Message);
            return;
        }

        await using (file)
        {
            await SendAsync(context, file);
        }
    }

    private static async Task SendAsync(HttpContext context, FileStream file)
    {
        var (start, count) = (0L, file.Length);
        context.Response.Headers.AcceptRanges = "bytes";
        context.Response.ContentType = "application/octet-stream";
        if (RangeHeaderValue.TryParse(context.Request.Headers.Range, out var header)
            && header is { Unit: "bytes", Ranges.Count: 1 })
        {
            var range = header.Ranges.First();
            start = range.From ?? Math.Max(0, file.Length - range.To!.Value);
            var end = range.From is null ? file.Length - 1 : Math.Min(range.To ?? long.MaxValue, file.Length - 1);
            if (start > end)
            {
                context.Response.StatusCode = 416;
                context.Response.Headers.ContentRange = $"bytes */{file.Length}";
                return;
            }

            count = end - start + 1;
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {start}-{end}/{file.Length}";
        }

        context.Response.ContentLength = count;
        if (context.Request.Method != "HEAD")
        {
            file.Position = start;
            await CopyAsync(file, context.Response.Body, count, context.RequestAborted);
        }
    }

    private static async Task WriteAsync(HttpContext context, ComponentCatalog catalog)
    {
        if (await CheckAsync(context, catalog, "PUT") is not { } binding)
        {
            return;
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        try
        {
            await binding.Folder.WriteAsync(
                context.Name("key"), file => context.Request.Body.CopyToAsync(file, context.RequestAborted),
                context.RequestAborted);
            context.Response.StatusCode = 200;
        }
        catch (ComponentException failure)
        {
            await ErrorResponses.WriteAsync(
                context, failure.Kind == ComponentErrorKind.Invalid ? 400 : 500, "ERR_OBJECT", failure.Message);
        }
    }

    private static async Task<LocalStorageBinding?> CheckAsync(HttpContext context, ComponentCatalog catalog, string method)
    {
        var (name, key, query) = (context.Name("component"), context.Name("key"), context.Request.Query);
        foreach (var component in catalog.All)
        {
            if (component.Name == name && component.Instance is LocalStorageBinding binding
                && binding.IsSigned(key, method, query["expires"], query["signature"]))
            {
                return binding;
            }
        }

        await ErrorResponses.WriteAsync(context, 403, "ERR_OBJECT_SIGNATURE", "the URL's signature is wrong or has expired");
        return null;
    }

    private static async Task CopyAsync(Stream from, Stream to, long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        while (count > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), cancellationToken);
            if (read == 0)
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            count -= read;
        }
    }
}
