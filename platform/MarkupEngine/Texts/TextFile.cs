using System.Text;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.MarkupEngine.Texts;

/// <summary>A file of text: by its byte order mark, else UTF-8, else what older Windows programs wrote.</summary>
internal static class TextFile
{
    private const int MaxBytes = 64 << 20;

    public static string Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new DocumentFault(FailureCodes.ResourceLimit, $"The text is longer than {MaxBytes >> 20} MiB.");
        }

        return Decode(File.ReadAllBytes(path)).ReplaceLineEndings("\n");
    }

    public static string Decode(byte[] content) => content switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(content.AsSpan(2)),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(content.AsSpan(2)),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(content.AsSpan(3)),
        _ => Encoding.UTF8.GetString(content),
    };
}
