using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Platform.Tests;

public sealed class PageSelectionTests
{
    [Theory]
    [InlineData("1-5,8", "1-5,8")]
    [InlineData("8, 1-5", "1-5,8")]
    [InlineData("3-4,1-2,2,9-", "1-4,9-")]
    [InlineData("1-", "1-")]
    [InlineData("7-7", "7")]
    [InlineData("2-,5-9", "2-")]
    public void Parse_SpansInAnyOrder_AreInOrderAndJoined(string text, string expected)
    {
        Assert.True(PageSelection.TryParse(text, out var selection));
        Assert.Equal(expected, selection.ToString());
        var kept = JsonSerializer.Deserialize<JobOptions>(JsonSerializer.Serialize(new JobOptions { Pages = selection }))!;
        Assert.Equal(expected, kept.Pages!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("5-2")]
    [InlineData("1,,2")]
    [InlineData("1-2-3")]
    [InlineData("one")]
    [InlineData("+1")]
    [InlineData("1000000000")]
    [InlineData("99999999999999999999")]
    public void Parse_WhatNamesNoPages_IsNone(string text) => Assert.False(PageSelection.TryParse(text, out _));

    [Fact]
    public void Parse_LongerThanItMayBe_IsNone() => Assert.False(PageSelection.TryParse(new string('1', 1001), out _));

    [Theory]
    [InlineData("1-5,8", 9, 6)]
    [InlineData("1-5,8", 7, 5)]
    [InlineData("1-5,8", 3, 3)]
    [InlineData("12-", 11, 0)]
    [InlineData("2-", 11, 10)]
    public void CountOf_ADocument_IsThePagesItHas(string text, int pages, int expected)
    {
        Assert.True(PageSelection.TryParse(text, out var selection));

        Assert.Equal(expected, selection.CountOf(pages));
    }

    [Theory]
    [InlineData(2, 5, "2-5")]
    [InlineData(3, long.MaxValue, "3-")]
    [InlineData(long.MaxValue, long.MaxValue, "999999999-")]
    public void Range_OfDoclingServe_CanBeReadAgain(long first, long last, string expected)
    {
        Assert.Equal(expected, PageSelection.Range(first, last).ToString());
        Assert.True(PageSelection.TryParse(expected, out _));
    }

    [Theory]
    [InlineData("1-5,8", 9)]
    [InlineData("3,5,7-300", 400)]
    [InlineData("40-", 120)]
    public void Cut_ChosenPages_CoversEachOnceInOrder(string text, int total)
    {
        Assert.True(PageSelection.TryParse(text, out var chosen));
        var meant = Enumerable.Range(1, total).Where(page => chosen.After(page - 1) == page).ToList();

        var chunks = ChunkPlan.Cut(chosen.CountOf(total), chosen: chosen);

        Assert.Equal(meant, chunks.SelectMany(chunk => Enumerable.Range(chunk.FirstPageNo, chunk.Count)));
        Assert.Equal(chunks.Count, chunks.Select(chunk => chunk.ChunkId).Distinct().Count());
        Assert.InRange(chunks.Max(chunk => chunk.Count), 1, 32);
    }
}
