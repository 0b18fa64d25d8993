using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Stages.Chunks;

/// <summary>
/// What a stage makes of each page of a chunk for the stages to come: in the message where it is small, else all of it in one
/// object, a JSON array. To a store, and to the sidecar before it, an object costs more than its bytes. Only what is large is
/// an object by itself: it must not wait in memory for the other pages.
/// </summary>
/// <param name="name">The output's name on each page.</param>
/// <param name="keyOf">Of an object by its name.</param>
public sealed class PageOutputs(ChunkContext chunk, string name, Func<string, string> keyOf)
{
    private const int LargeBytes = 1 << 20;

    private readonly ConcurrentDictionary<int, byte[]> _contents = new();

    /// <summary>Takes what was made of a page; called for several pages at once.</summary>
    /// <param name="facts">What the result says of it.</param>
    public async Task<PageWork> AddAsync<TValue, TFacts>(
        PageWork page, TValue value, TFacts facts, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(value, ServiceHost.Json);
        var output = new PageOutput(Facts: JsonSerializer.SerializeToElement(facts, ServiceHost.Json));
        if (content.Length < LargeBytes)
        {
            _contents[page.PageNo] = content;
            return page.With(name, output);
        }

        var key = keyOf($"{chunk.Work.ChunkId}-page{page.PageNo}");
        await chunk.Objects.PutAsync(key, content, "application/json", cancellationToken).ConfigureAwait(false);
        return page.With(name, output with { Key = key });
    }

    /// <summary>Keeps what was taken.</summary>
    /// <returns>The pages, each with the place of its output.</returns>
    public async Task<PageWork[]> StoreAsync(PageWork[] pages, CancellationToken cancellationToken)
    {
        var (key, shared) = (keyOf(chunk.Work.ChunkId), new ArrayBufferWriter<byte>());
        var placed = pages.Select(page => page.Output(name) is { } output && _contents.TryGetValue(page.PageNo, out var content)
            ? page.With(name, Place(output, content, key, shared)) : page).ToArray();
        if (shared.WrittenCount > 0)
        {
            shared.Write("]"u8);
            await chunk.Objects.PutAsync(key, shared.WrittenMemory, "application/json", cancellationToken).ConfigureAwait(false);
        }

        return placed;
    }

    private PageOutput Place(PageOutput output, byte[] content, string key, ArrayBufferWriter<byte> shared)
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
