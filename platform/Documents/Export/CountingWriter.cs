using System.Text;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Export;

/// <summary>Passes text on, and counts the letters and digits that a reader of it finds.</summary>
/// <param name="isMarkdown">Addresses of links, placeholders and escapes are none.</param>
public sealed class CountingWriter(TextWriter inner, bool isMarkdown) : TextWriter
{
    private readonly MarkdownLetters _markdown = new();
    private readonly int[] _plain = LetterCounts.Empty();

    public override Encoding Encoding => inner.Encoding;

    /// <summary>Up to now, by <see cref="LetterCounts"/>.</summary>
    public IReadOnlyList<int> Letters => isMarkdown ? _markdown.Letters : _plain;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        inner.Write(buffer);
        if (isMarkdown)
        {
            _markdown.Add(buffer);
        }
        else
        {
            LetterCounts.Add(_plain, buffer);
        }
    }
}
