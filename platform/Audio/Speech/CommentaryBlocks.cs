using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Audio.Speech;

/// <summary>
/// Puts what was written on pages behind what they say. A paragraph that runs over to the next page comes before it, whole.
/// </summary>
/// <param name="commentaries">By page number.</param>
internal sealed class CommentaryBlocks(IReadOnlyDictionary<int, string> commentaries, string language)
{
    public IEnumerable<ScriptBlock> Between(IEnumerable<ScriptBlock> blocks)
    {
        var left = new Queue<int>(commentaries.Keys.Order());
        foreach (var block in blocks)
        {
            while (left.TryPeek(out var pageNo) && pageNo < block.PageNo)
            {
                foreach (var said in Of(left.Dequeue()))
                {
                    yield return said;
                }
            }

            yield return block;
        }

        foreach (var said in left.SelectMany(Of))
        {
            yield return said;
        }
    }

    private IEnumerable<ScriptBlock> Of(int pageNo)
    {
        var words = CommentaryWords.For(language, pageNo);
        return ((string[])[words.Begin, .. commentaries[pageNo].Split('\n'), words.End]).Select(text =>
            new ScriptBlock(Labels.Text, text, null, Pauses.AfterMs(Labels.Text)) { PageNo = pageNo, IsCommentary = true });
    }
}
