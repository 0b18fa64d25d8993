using DaprProcessing.Gateway.Problems;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Middleware;

/// <summary>Compressed bodies in both directions: gzip, Brotli, and deflate on the way in.</summary>
internal static class BodyEncodings
{
    private static readonly string[] Text = ["application/problem+json", "text/markdown", "text/vtt"];
    private static readonly string[] Known = ["gzip", "br", "deflate"];
    private static readonly object Encoded = new();

    // Without it a compressed body that is cut off is taken for a shorter one.
    private const string StrictValidation = "System.IO.Compression.UseStrictValidation";

    public static IServiceCollection AddBodyEncodings(this IServiceCollection services)
    {
        AppContext.SetSwitch(StrictValidation, true);
        return services.AddRequestDecompression()
            .AddResponseCompression(options => options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, .. Text]);
    }

    public static void UseBodyEncodings(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            Check(context.Request);
            context.Items[Encoded] = context.Request.Headers.ContentEncoding.Count > 0;
            context.Response.OnStarting(WeakenETag, context.Response);
            return next(context);
        });
        app.UseResponseCompression();
        app.UseRequestDecompression();
        app.Use((context, next) =>
        {
            if (context.Items[Encoded] is true)
            {
                context.Request.Body = new DecodedBody(context.Request.Body);
            }

            return next(context);
        });
    }

    private static void Check(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        // RFC 9110 has two more names: one for what is as it is, one of old for gzip.
        if (encoding is "identity" or "x-gzip")
        {
            request.Headers.ContentEncoding = encoding == "x-gzip" ? "gzip" : default(StringValues);
            return;
        }

        if (encoding.Length > 0 && !Known.Contains(encoding, StringComparer.Ordinal))
        {
            throw new ProblemException(
                StatusCodes.Status415UnsupportedMediaType, "unsupported_encoding",
                $"A body may be encoded as one of: {string.Join(", ", Known)}; not as '{encoding}'.");
        }
    }

    // Compressed bytes are others than the ETag's: a range of them must not be joined to a range of the plain ones.
    private static Task WeakenETag(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        if (headers.ContentEncoding.Count > 0 && EntityTagHeaderValue.TryParse(headers.ETag.ToString(), out var etag)
            && !etag.IsWeak)
        {
            headers.ETag = new EntityTagHeaderValue(etag.Tag, isWeak: true).ToString();
        }

        return Task.CompletedTask;
    }
}
