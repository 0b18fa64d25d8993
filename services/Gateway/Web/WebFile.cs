using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Web;

/// <summary>A file of the page, from the assembly: it is where the gateway is, in one process with others too.</summary>
internal sealed record WebFile(string Path, string MediaType, byte[] Content, EntityTagHeaderValue ETag)
{
    private const string Prefix = "wwwroot/";

    public static IReadOnlyList<WebFile> All { get; } =
    [
        .. typeof(WebFile).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(Read),
    ];

    private static WebFile Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var path = "/" + name[Prefix.Length..].Replace('\\', '/');
        var etag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
        return new WebFile(path == "/index.html" ? "/" : path, MediaTypeOf(path), content, etag);
    }

    private static string MediaTypeOf(string path) => System.IO.Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidDataException($"'{path}': nothing says what a browser is to make of '{other}'"),
    };
}
