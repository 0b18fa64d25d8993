using System.Text.Json;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages;

/// <summary>Reads outputs of pages, wherever they are.</summary>
public static class PageOutputs
{
    /// <summary>Throws <see cref="InvalidDataException"/> for an output that is nowhere or empty.</summary>
    public static async Task<T> ReadAsync<T>(this IObjectStore objects, PageOutput output, CancellationToken cancellationToken)
    {
        if (output.Content is { } content)
        {
            return content.Deserialize<T>(ServiceHost.Json) ?? throw new InvalidDataException("an output in a message is empty");
        }

        var key = output.Key ?? throw new InvalidDataException("an output has neither a key nor content");
        var bytes = await objects.GetAsync(key, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize<T>(bytes.Span, ServiceHost.Json) ?? throw new InvalidDataException(
            $"the object at '{key}' is empty");
    }
}
