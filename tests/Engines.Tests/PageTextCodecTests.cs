using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.Engines.Tests;

public sealed class PageTextCodecTests
{
    private static readonly PageText Page = new(
        7, 595.28, 841.89, TextSource.Ocr, "image_input", 0.8125,
        [new PageFont("Times", true, false, false), new PageFont("Courier", false, true, true)],
        [
            new PageWord("שלום", new Box(500.01, 20.5, 540.99, 31.25), 1, 11.04, EndsLine: true),
            new PageWord("left", new Box(-3.5, 40, 12, 51), 0, 9, SpaceAfter: false) { Color = 0xFF8001, AngleDeg = 270,
                Hidden = true, Tag = 2 },
            new PageWord("", default, 0, 9) { Tag = 2 },
            new PageWord("untagged", default, 0, 9),
        ],
        [new Box(0, 0, 595.28, 841.89)], [new Box(72, 100.25, 372, 100.75)], 90, -1.25)
    {
        LeftOut = new LeftOutWords(12, 3, 7),
        Lost = 5,
        Unread = [new Box(1, 2, 3, 4)],
        Untried = [new Box(5, 6, 7.25, 8), new Box(9, 10, 11, 12)],
        Tags =
        [
            new PageTag(TagRole.Text), new PageTag(TagRole.Heading, 3, new TagCell(2, 3, 0, 4, 5) { Header = TagHeader.Row }),
        ],
        Figures = [new DescribedFigure(new Box(72, 80.5, 144, 160.25), "Ships in the bay")],
    };

    [Fact]
    public void Decode_WhatEncodeWrote_IsTheSamePage()
    {
        var read = PageTextCodec.Decode(PageTextCodec.Encode(Page));

        Assert.Equal(Page.Words, read.Words);
        Assert.Equal(Page.Fonts, read.Fonts);
        Assert.Equal((Page.Images, Page.Rules), (read.Images, read.Rules), (one, other) =>
            one.Images.SequenceEqual(other.Images) && one.Rules.SequenceEqual(other.Rules));
        Assert.Equal((Page.Unread, Page.Untried), (read.Unread, read.Untried), (one, other) =>
            one.Unread!.SequenceEqual(other.Unread!) && one.Untried!.SequenceEqual(other.Untried!));
        Assert.Equal(Page.Tags, read.Tags);
        Assert.Equal(Page.Figures, read.Figures);
        Assert.Equal(WithoutLists(Page), WithoutLists(read));
    }

    [Fact]
    public void Decode_CutOffAnywhere_IsRefused()
    {
        var whole = PageTextCodec.Encode(Page);

        for (var length = 1; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => PageTextCodec.Decode(whole[..length]));
        }
    }

    private static PageText WithoutLists(PageText page) => page with
    {
        Words = [],
        Fonts = [],
        Images = [],
        Rules = [],
        Unread = null,
        Untried = null,
        Tags = null,
        Figures = null,
    };
}
