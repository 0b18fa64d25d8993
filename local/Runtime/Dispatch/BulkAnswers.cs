using System.Text.Json;
using DaprProcessing.Local.Runtime.Apps;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>A message on its way in a batch, and who waits for its verdict.</summary>
internal sealed record BulkEntry(string Id, OutgoingMessage Message, CancellationToken CancellationToken)
{
    public TaskCompletionSource<AppAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Reads <c>{"statuses":[{entryId,status}]}</c>: an entry without a status is tried again.</summary>
internal static class BulkAnswers
{
    private const int MaxAnswerBytes = 1 << 20;

    public static async Task ApplyAsync(HttpResponseMessage response, List<BulkEntry> entries)
    {
        if ((int)response.StatusCode == 404)
        {
            entries.ForEach(entry => entry.Answer.TrySetResult(AppAnswer.Drop));
            return;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new DeliveryFailedException($"the app answered {(int)response.StatusCode}");
        }

        var body = await BoundedBody.ReadAsync(response.Content, MaxAnswerBytes, CancellationToken.None);
        var statuses = Read(body);
        foreach (var entry in entries)
        {
            switch (statuses.GetValueOrDefault(entry.Id))
            {
                case "SUCCESS":
                    entry.Answer.TrySetResult(AppAnswer.Success);
                    break;
                case "DROP":
                    entry.Answer.TrySetResult(AppAnswer.Drop);
                    break;
                case var other:
                    entry.Answer.TrySetException(new DeliveryFailedException($"the app answered status '{other}' for this entry"));
                    break;
            }
        }
    }

    private static Dictionary<string, string> Read(byte[] body)
    {
        var statuses = new Dictionary<string, string>();
        try
        {
            using var document = JsonDocument.Parse(body);
            foreach (var status in new JsonFields(document.RootElement).Array("statuses"))
            {
                if (status.Text("entryId") is { } id && status.Text("status") is { } text)
                {
                    statuses[id] = text;
                }
            }
        }
        catch (JsonException)
        {
            // No verdict at all means all of them again.
            statuses.Clear();
        }

        return statuses;
    }
}
