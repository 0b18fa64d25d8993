using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>The pages that get a text layer, one after the other as the engine's answers are written: never all in
/// memory.</summary>
internal static class LayerFile
{
    private const int MaxPageBytes = 64 << 20;

    public static IEnumerable<PageText> Read(string path)
    {
        using var file = File.OpenRead(path);
        while (Next(file) is { } page)
        {
            yield return page;
        }
    }

    private static PageText? Next(Stream file)
    {
        try
        {
            return EngineFrames.ReadReply(file, MaxPageBytes)?.Text;
        }
        catch (InvalidDataException)
        {
            throw new DocumentFault(FailureCodes.Internal, "The words of the document's pages cannot be read.");
        }
    }
}
