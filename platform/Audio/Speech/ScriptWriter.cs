using System.Collections.Immutable;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Audio.Speech;

/// <summary>
/// Makes of a document what is read aloud: blocks into sentences, sentences into passages of a minute or so, a new one at each
/// chapter. The same document gives the same script.
/// </summary>
public static class ScriptWriter
{
    /// <summary>About a minute of speech: little is lost where it must be spoken again.</summary>
    private const int PassageLetters = 900;

    /// <param name="commentaries">What is to be read behind a page, by its number; a passage of its own, and announced.</param>
    public static SpeechScript Write(
        DoclingDocument document, string title, ScriptSettings settings, IReadOnlyDictionary<int, string>? commentaries = null)
    {
        var chapters = new List<ScriptChapter>();
        var passages = new List<Passage>();
        var sentences = new List<Sentence>();
        var text = SpokenText.For(settings.Language);
        var blocks = new CommentaryBlocks(commentaries ?? ImmutableDictionary<int, string>.Empty, settings.Language)
            .Between(new ScriptBlocks(document, settings).Read());
        var isCommentary = false;
        foreach (var block in WithPauses(blocks))
        {
            var spoken = Sentences(block, text, settings.Language).ToArray();
            if (spoken.Length == 0)
            {
                continue;
            }

            if (block.IsCommentary != isCommentary)
            {
                Close();
                isCommentary = block.IsCommentary;
            }

            if (block.ChapterLevel is { } level)
            {
                Close();
                chapters.Add(new ScriptChapter(string.Join(' ', spoken.Select(one => one.Text)), level, passages.Count + 1));
            }
            else if (chapters.Count == 0)
            {
                chapters.Add(new ScriptChapter(title, 0, 1));
            }

            foreach (var sentence in spoken)
            {
                if (sentences.Count > 0 && sentences.Sum(one => one.Spoken.Length) + sentence.Spoken.Length > PassageLetters)
                {
                    Close();
                }

                sentences.Add(sentence);
            }
        }

        Close();
        return new SpeechScript(title, chapters, passages);

        void Close()
        {
            if (sentences.Count > 0)
            {
                passages.Add(new Passage(passages.Count + 1, [.. sentences]));
                sentences.Clear();
            }
        }
    }

    /// <summary>
    /// The sentences of a block as they are shown and said; the last one with the pause of the block, none within a long one.
    /// </summary>
    private static IEnumerable<Sentence> Sentences(ScriptBlock block, SpokenText text, string language)
    {
        var pieces = SentenceSplitter.Split(SpokenText.Clean(block.Text), language)
            .Select(piece => (Shown: piece.Text, Spoken: text.Say(piece.Text), piece.GoesOn))
            .Where(piece => piece.Spoken.Any(char.IsLetterOrDigit)).ToArray();
        return pieces.Select((piece, index) => new Sentence(
            piece.Shown, piece.Spoken,
            index == pieces.Length - 1 ? block.PauseAfterMs : piece.GoesOn ? 0 : Pauses.SentenceMs));
    }

    private static IEnumerable<ScriptBlock> WithPauses(IEnumerable<ScriptBlock> blocks)
    {
        ScriptBlock? previous = null;
        foreach (var block in blocks.Where(block => block.Text.Any(char.IsLetterOrDigit)))
        {
            if (previous is not null)
            {
                var isApart = block.Label is Labels.SectionHeader or Labels.Title || block.IsCommentary != previous.IsCommentary;
                yield return isApart && previous.PauseAfterMs < Pauses.BeforeHeadingMs
                    ? previous with { PauseAfterMs = Pauses.BeforeHeadingMs } : previous;
            }

            previous = block;
        }

        if (previous is not null)
        {
            yield return previous;
        }
    }
}
