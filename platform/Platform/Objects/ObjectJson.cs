using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Platform.Objects;

/// <summary>Objects that hold JSON of ours.</summary>
public static class ObjectJson
{
    public static Task PutJsonAsync<T>(this IObjectStore objects, string key, T value, CancellationToken cancellationToken) =>
        objects.PutAsync(
            key, JsonSerializer.SerializeToUtf8Bytes(value, ServiceHost.Json), "application/json", cancellationToken);

    /// <summary>Throws <see cref="InvalidDataException"/> for an object that holds nothing.</summary>
    public static async Task<T> GetJsonAsync<T>(this IObjectStore objects, string key, CancellationToken cancellationToken)
    {
        var content = await objects.GetAsync(key, cancellationToken).ConfigureAwait(false);
        return Parse<T>(content, key);
    }

    /// <summary>What an object holds, or a part of it.</summary>
    /// <exception cref="InvalidDataException">It holds nothing.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> content, string key) =>
        JsonSerializer.Deserialize<T>(content.Span, ServiceHost.Json)
            ?? throw new InvalidDataException($"the object at '{key}' is empty");

    /// <summary>The same; null where there is no such object.</summary>
    public static async Task<T?> FindJsonAsync<T>(this IObjectStore objects, string key, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await objects.GetJsonAsync<T>(key, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What a stage made of a page, wherever it is: in the message or at its key.</summary>
    /// <exception cref="InvalidDataException">It is nowhere, or empty.</exception>
    public static async Task<T> ReadAsync<T>(
        this IObjectStore objects, PageOutput output, CancellationToken cancellationToken) => output switch
    {
        { Content: { } content } => content.Deserialize<T>(ServiceHost.Json)
            ?? throw new InvalidDataException("an output in a message is empty"),
        { Key: { } key } => Parse<T>(await objects.ReadBytesAsync(output, cancellationToken).ConfigureAwait(false), key),
        _ => throw Nowhere(),
    };

    /// <summary>The same as it is written, for JSON that has a reader of its own.</summary>
    /// <exception cref="InvalidDataException">It is nowhere.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(
        this IObjectStore objects, PageOutput output, CancellationToken cancellationToken) => output switch
    {
        { Content: { } content } => JsonSerializer.SerializeToUtf8Bytes(content),
        { Key: { } key, Part: { } part } => part.Of(await objects.GetAsync(key, cancellationToken).ConfigureAwait(false)),
        { Key: { } key } => await objects.GetAsync(key, cancellationToken).ConfigureAwait(false),
        _ => throw Nowhere(),
    };

    /// <summary>What became of a job; null where it has no result.</summary>
    public static Task<JobResult?> FindResultAsync(
        this IObjectStore objects, JobId job, CancellationToken cancellationToken) =>
        objects.FindJsonAsync<JobResult>(JobKeys.Result(job, JobResult.Name), cancellationToken);

    private static InvalidDataException Nowhere() => new("an output has neither a key nor content");
}
