using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Tagging;

/// <summary>
/// Reads what the marks of a page's objects say: the identifier that the structure tree knows an object by, or that it is an
/// artifact. Objects of one stretch of marked content share a mark, which is looked at once.
/// </summary>
internal sealed unsafe class ContentMarks
{
    public const int None = -1, Artifact = -2;

    /// <summary>Of one object, from the inside; deeper nesting says nothing more.</summary>
    private const int MaxMarks = 16;

    private const string ArtifactName = "Artifact";

    private readonly Dictionary<nint, int> _known = [];

    /// <returns>An identifier of marked content, from 0; <see cref="Artifact"/>; or <see cref="None"/>.</returns>
    public int Of(nint item)
    {
        var count = PdfiumMark.Count(item);
        for (var index = count - 1; index >= Math.Max(0, count - MaxMarks); index--)
        {
            var mark = PdfiumMark.At(item, (uint)index);
            if (!_known.TryGetValue(mark, out var said))
            {
                _known[mark] = said = Read(mark);
            }

            if (said != None)
            {
                return said;
            }
        }

        return None;
    }

    private static int Read(nint mark)
    {
        fixed (byte* key = "MCID\0"u8)
        {
            if (PdfiumMark.Number(mark, key, out var identifier) != 0 && identifier >= 0)
            {
                return identifier;
            }
        }

        var name = stackalloc char[ArtifactName.Length + 1];
        const int Bytes = (8 + 1) * sizeof(char);
        return PdfiumMark.Name(mark, name, Bytes, out var needed) != 0 && needed == Bytes
            && new ReadOnlySpan<char>(name, ArtifactName.Length).SequenceEqual(ArtifactName) ? Artifact : None;
    }
}
