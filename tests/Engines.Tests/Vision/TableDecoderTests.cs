using DaprProcessing.Contracts.Pages;
using DaprProcessing.VisionEngine.Tables;

namespace DaprProcessing.Engines.Tests.Vision;

public sealed class TableDecoderTests
{
    private const string Characters =
        "<thead>\n<tr>\n<td>\n</td>\n</tr>\n</thead>\n<tbody>\n</tbody>\n<td\n colspan=\"2\"\n>\n rowspan=\"2\"";

    private static readonly TableTokens Tokens = TableTokens.Of(Characters);

    [Fact]
    public void Tokens_WholeCell_ComesBehindTheOthersAndBeforeTheEnd()
    {
        Assert.Equal("sos", Tokens[0]);
        Assert.Equal(("<td></td>", "eos"), (Tokens[Tokens.Count - 2], Tokens[Tokens.Count - 1]));
        Assert.Equal(14, Tokens.Count);
    }

    [Fact]
    public void Decode_EvenTable_HasItsCellsAndItsHead()
    {
        var table = Decode("<thead>", "<tr>", "<td></td>", "<td></td>", "</tr>", "</thead>", "<tbody>", "<tr>", "<td></td>",
            "<td></td>", "</tr>", "</tbody>", "eos");

        Assert.Equal((2, 2, 1, true), (table.Rows, table.Columns, table.HeaderRows, table.IsWhole));
        Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1)], table.Cells.Select(cell => (cell.Row, cell.Column)));
        Assert.Equal(0.75, table.Score, 3);
    }

    [Fact]
    public void Decode_CellOfTwoRows_MovesThoseBelowOn()
    {
        var table = Decode(
            "<tr>", "<td", " rowspan=\"2\"", ">", "</td>", "<td></td>", "</tr>", "<tr>", "<td></td>", "</tr>", "eos");

        Assert.Equal(new StructureCell(0, 0, 2, 1, BoxOf(1)), table.Cells[0]);
        Assert.Equal((1, 1), (table.Cells[2].Row, table.Cells[2].Column));
    }

    [Fact]
    public void Decode_CellOfTwoColumns_IsAsWide()
    {
        var table = Decode(
            "<tr>", "<td", " colspan=\"2\"", ">", "</td>", "</tr>", "<tr>", "<td></td>", "<td></td>", "</tr>", "eos");

        Assert.Equal((2, 2), (table.Cells[0].ColumnSpan, table.Columns));
    }

    [Fact]
    public void Decode_NoEnd_IsNotWhole() => Assert.False(Decode("<tr>", "<td></td>", "</tr>").IsWhole);

    [Fact]
    public void Decode_WhatComesAfterTheEnd_IsNotRead() => Assert.Single(Decode("<tr>", "<td></td>", "eos", "<td></td>").Cells);

    [Fact]
    public void Decode_SpanPastTheLastRow_EndsThere() =>
        Assert.Equal(1, Decode("<tr>", "<td", " rowspan=\"2\"", ">", "</td>", "</tr>", "eos").Cells[0].RowSpan);

    [Fact]
    public void Decode_NoTokensAtAll_IsAnEmptyTable()
    {
        var table = TableDecoder.Decode([], [], Tokens);

        Assert.Equal((0, 0, false), (table.Rows, table.Columns, table.IsWhole));
        Assert.Empty(table.Cells);
    }

    [Fact]
    public void Decode_OnlyCells_EndsInTime()
    {
        var table = Decode([.. Enumerable.Repeat("<td></td>", 500)]);

        Assert.Equal(200, table.Columns);
    }

    private static TableStructure Decode(params string[] tokens)
    {
        var names = Enumerable.Range(0, Tokens.Count).Select(i => Tokens[i]).ToList();
        var chances = new float[tokens.Length * Tokens.Count];
        var boxes = new float[tokens.Length * 4];
        for (var step = 0; step < tokens.Length; step++)
        {
            chances[(step * Tokens.Count) + names.IndexOf(tokens[step])] = 0.75f;
            var box = BoxOf(step);
            float[] sides = [(float)box.L, (float)box.T, (float)box.R, (float)box.B];
            sides.CopyTo(boxes, step * 4);
        }

        return TableDecoder.Decode(chances, boxes, Tokens);
    }

    // Quarters and halves are the same in single and in double precision.
    private static Box BoxOf(int step) => new(0.25, step / 1024.0, 0.5, (step + 1) / 1024.0);
}
