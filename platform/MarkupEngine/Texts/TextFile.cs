using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.MarkupEngine.Texts;

/// <summary>A file of text of a bearable size.</summary>
internal static class TextFile
{
    private const int MaxBytes = 64 << 20;

    public static string Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new DocumentFault(FailureCodes.ResourceLimit, $"The text is longer than {MaxBytes >> 20} MiB.");
        }

        return DecodedText.Of(File.ReadAllBytes(path));
    }
}
