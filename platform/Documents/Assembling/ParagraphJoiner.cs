using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>Tells whether a paragraph goes on in the next column or on the next page.</summary>
internal static class ParagraphJoiner
{
    public static bool Continues(PlacedBlock before, PlacedBlock after)
    {
        var elsewhere = before.Page.PageNo != after.Page.PageNo || before.Block.Region != after.Block.Region;
        var near = after.Page.PageNo - before.Page.PageNo is 0 or 1;
        if (!elsewhere || !near || !after.IsBodyParagraph || after.Block.Text.Length == 0 || before.Block.Text.Length == 0
            || after.Block.StartsIndented)
        {
            return false;
        }

        if (before.Block.Kind is not (BlockKind.Paragraph or BlockKind.ListItem) || before.IsHeading || before.IsFurniture
            || Math.Abs(before.Block.SizePt - after.Block.SizePt) > SizeTolerance(before) * before.Block.SizePt)
        {
            return false;
        }

        return Hyphenation.EndsBroken(before.Block.Text)
            ? char.IsLetter(after.Block.Text[0])
            : !ParagraphBreaks.EndsSentence(before.Block.Text) && before.Block.EndsFull
                && !ParagraphBreaks.StartsSentence(after.Block.Text);
    }

    /// <summary>Sizes that recognition estimates scatter; those of a text layer are exact.</summary>
    private static double SizeTolerance(PlacedBlock placed) => placed.Page.Source == TextSource.Ocr ? 0.4 : 0.1;
}
