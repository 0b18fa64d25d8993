namespace DaprProcessing.EndToEnd.Driving;

/// <summary>
/// A submission as <c>curl -F</c> makes it, with fields no client library would send; the answer is the test's, whatever it is.
/// </summary>
internal static class RawForm
{
    public static async Task<HttpResponseMessage> PostFormAsync(
        this HttpClient http, byte[] content, string pipeline = "document", string? options = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(pipeline), "pipeline" }, { new ByteArrayContent(content), "file", "document.pdf" },
        };
        if (options is not null)
        {
            form.Add(new StringContent(options), "options");
        }

        return await http.PostAsync("/v1/jobs", form);
    }
}
