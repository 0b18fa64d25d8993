using System.Text;

namespace DaprProcessing.EndToEnd.Compatibility;

/// <summary>A form byte for byte as httpx writes it, which is what clients of docling-serve send.</summary>
internal static class HttpxForm
{
    private const string Boundary = "b37b3ab9dfdbb08deaa34e007cbb9102";

    public static HttpContent Of((string Name, string Value)[] fields, params (string Name, string Type, byte[] Content)[] files)
    {
        using var body = new MemoryStream();
        foreach (var (name, value) in fields)
        {
            Write(body, $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }

        foreach (var (name, type, content) in files)
        {
            Write(
                body,
                $"--{Boundary}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n"
                + $"Content-Type: {type}\r\n\r\n");
            body.Write(content);
            Write(body, "\r\n");
        }

        Write(body, $"--{Boundary}--\r\n");
        var form = new ByteArrayContent(body.ToArray());
        form.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={Boundary}");
        return form;
    }

    private static void Write(Stream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
