using System.Security.Cryptography;
using System.Text;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Docling;

public sealed class JsonTests
{
    [Fact]
    public async Task ReadAsync_WhatWriteAsyncWrote_IsTheSameDocument()
    {
        var document = Convert.ToDocument(SamplePages.Rich(1), SamplePages.Rich(2));
        using var stream = new MemoryStream();

        await DoclingJson.WriteAsync(document, stream, CancellationToken.None);
        stream.Position = 0;
        var read = await DoclingJson.ReadAsync(stream, CancellationToken.None);

        Assert.Equal(Encoding.UTF8.GetString(stream.ToArray()), Encoding.UTF8.GetString(DoclingJson.ToUtf8Bytes(read)));
        Assert.Equal(11705364559529254676, read.Origin!.BinaryHash);
    }

    [Fact]
    public void Read_DoclingsOwnDocument_KeepsTextAndTables()
    {
        var json = """
            {"schema_name":"DoclingDocument","version":"1.3.0","name":"sample","furniture":{"self_ref":"#/furniture",
            "children":[],"content_layer":"furniture","name":"_root_","label":"unspecified"},
            "body":{"self_ref":"#/body","children":[{"$ref":"#/texts/0"},{"$ref":"#/tables/0"}],"content_layer":"body",
            "name":"_root_","label":"unspecified"},"groups":[],
            "texts":[{"self_ref":"#/texts/0","parent":{"$ref":"#/body"},"children":[],"content_layer":"body",
            "label":"section_header","prov":[],"orig":"A_b","text":"A_b","level":2}],
            "pictures":[],"tables":[{"self_ref":"#/tables/0","parent":{"$ref":"#/body"},"children":[],"content_layer":"body",
            "label":"table","prov":[],"captions":[],"references":[],"footnotes":[],
            "data":{"table_cells":[{"row_span":1,"col_span":2,"start_row_offset_idx":0,"end_row_offset_idx":1,
            "start_col_offset_idx":0,"end_col_offset_idx":2,"text":"x|y","column_header":true,"row_header":false,
            "row_section":false}],"num_rows":1,"num_cols":2,"grid":[[]]}}],
            "key_value_items":[],"form_items":[],"pages":{}}
            """;

        Assert.Equal("### A\\_b\n\n| x&#124;y | x&#124;y |\n| - | - |\n",
            DoclingMarkdown.ToMarkdown(DoclingJson.Read(Encoding.UTF8.GetBytes(json))));
    }

    [Fact]
    public void Of_KnownContent_IsTheLowHalfOfItsDigest() =>
        Assert.Equal(0xa495991b7852b855UL, BinaryHash.FromSha256(SHA256.HashData([])));
}
