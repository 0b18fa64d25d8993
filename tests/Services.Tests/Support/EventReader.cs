using System.Text.Json;

namespace DaprProcessing.Services.Tests.Support;

/// <summary>Server-sent events as a browser reads them.</summary>
internal sealed class EventReader(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<EventReader> OpenAsync(HttpClient http, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Null at the stream's end.</summary>
    public async Task<(string Name, string Id, JsonElement Data)?> NextAsync()
    {
        var fields = new Dictionary<string, string>();
        while (await reader.ReadLineAsync().WaitAsync(Limit) is { } line)
        {
            if (line.Length == 0 && fields.TryGetValue("data", out var data))
            {
                return (fields["event"], fields["id"], JsonDocument.Parse(data).RootElement);
            }

            if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
            {
                fields[line[..colon]] = line[(colon + 2)..];
            }
        }

        return null;
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
