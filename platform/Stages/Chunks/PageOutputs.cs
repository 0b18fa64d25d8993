using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Stages.Chunks;

/// <summary>
/// What a stage makes of each page of a chunk for the stages to come: in the message where it is small, else all of it in one
/// object, a JSON array. To a store, and to the sidecar before it, an object costs more than its bytes.
/// </summary>
/// <param name="name">The output's name on each page.</param>
/// <param name="key">Of the object.</param>
public sealed class PageOutputs(ChunkContext chunk, string name, string key)
{
    private readonly ConcurrentDictionary<int, byte[]> _contents = new();

    /// <summary>Takes what was made of a page; called from several pages at once.</summary>
    /// <param name="facts">What the result says of it.</param>
    public PageWork Add<TValue, TFacts>(PageWork page, TValue value, TFacts facts)
    {
        _contents[page.PageNo] = JsonSerializer.SerializeToUtf8Bytes(value, ServiceHost.Json);
        return page.With(name, new PageOutput(Facts: JsonSerializer.SerializeToElement(facts, ServiceHost.Json)));
    }

    /// <summary>Keeps what was taken.</summary>
    /// <returns>The pages, each with the place of its output.</returns>
    public async Task<PageWork[]> StoreAsync(PageWork[] pages, CancellationToken cancellationToken)
    {
        var shared = new ArrayBufferWriter<byte>();
        var placed = pages.Select(page => page.Output(name) is { } output && _contents.TryGetValue(page.PageNo, out var content)
            ? page.With(name, Place(output, content, shared)) : page).ToArray();
        if (shared.WrittenCount > 0)
        {
            shared.Write("]"u8);
            await chunk.Objects.PutAsync(key, shared.WrittenMemory, "application/json", cancellationToken).ConfigureAwait(false);
        }

        return placed;
    }

    private PageOutput Place(PageOutput output, byte[] content, ArrayBufferWriter<byte> shared)
    {
        if (chunk.Inline(content) is { } inline)
        {
            return output with { Content = inline };
        }

        shared.Write(shared.WrittenCount == 0 ? "["u8 : ",\n"u8);
        var part = new ObjectPart(shared.WrittenCount, content.Length);
        shared.Write(content);
        return output with { Key = key, Part = part };
    }
}
