using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Engines.Tests.Markup;

/// <summary>The samples of every kind, from the file to Markdown.</summary>
public sealed class SampleTests(MarkupFixture fixture) : IClassFixture<MarkupFixture>
{
    private static IEnumerable<string> Layer(DoclingDocument document, string layer) =>
        document.Texts.Where(text => text.ContentLayer == layer).Select(text => text.Text);

    [Fact]
    public async Task Word_ComesWithItsStructure_ChangesAccepted()
    {
        var document = await fixture.ReadSampleAsync("report.docx");

        Assert.Equal(
            """
            # Harbour report

            ## Traffic

            The harbour was **very** busy, see the [port log](https://example.org/log) of *May*.

            - Ships
                - Ferries
                - Tugs
            - Cranes

            1. Arrive
            2. Unload
                - a) by crane
                - b) by hand
            3. Leave

            ### Tonnage

            Table 1: Tons by quarter

            | Quarter | Tons | Tons |
            | - | - | - |
            | Quarter | in | out |
            | First | 120 | 95 |

            Payment is due in sixty days.

            Water levels fell.

            هذا تقرير الميناء.

            ```
            for ship in harbour:
                unload(ship)
            ```

            Figure 1: The harbour from above

            ![A blue dot]()

            Counted at the quay.

            """.ReplaceLineEndings("\n"),
            DoclingMarkdown.ToMarkdown(document));
        Assert.Equal(["Port authority"], Layer(document, ContentLayers.Furniture));
        Assert.Equal(["Check with the pilot."], Layer(document, ContentLayers.Notes));
        Assert.Equal("Counted at the quay.", Assert.Single(document.Texts, text => text.Label == Labels.Footnote).Text);
        Assert.Equal("pictures/0001-001.png", Assert.Single(document.Pictures).Image!.Uri);
        Assert.Equal("A blue dot", (string?)document.Pictures[0].Meta!["description"]!["text"]);
        Assert.Equal("Ada Kowalski", (string?)document.Body.Meta!["dapr_processing__properties"]!["author"]);
    }

    [Fact]
    public async Task Slides_ArePages_WithNotesAndHiddenOnesApart()
    {
        var document = await fixture.ReadSampleAsync("slides.pptx");

        Assert.Equal(
            """
            # Harbour plan

            - Dredge the basin
                - north side
                - south side
            - Buy two tugs

            # Cranes

            | Crane | Crane |
            | - | - |
            | North | 12 t |

            """.ReplaceLineEndings("\n"),
            DoclingMarkdown.ToMarkdown(document));
        Assert.Equal([1, 2, 3], document.Pages.Keys);
        Assert.Equal(new PageItemSize(720, 540), document.Pages[2].Size);
        Assert.Equal(["Mention the budget."], Layer(document, ContentLayers.Notes));
        Assert.Equal(["Draft"], Layer(document, ContentLayers.Invisible));
        var place = Assert.Single(document.Tables.Single().Prov);
        Assert.Equal((2, new BoundingBox(72, 324, 504, 252, BoundingBox.BottomLeft)), (place.PageNo, place.Bbox));
    }

    [Fact]
    public async Task Sheets_ArePages_WithATableForEachBlockOfCells()
    {
        var document = await fixture.ReadSampleAsync("workbook.xlsx");

        Assert.Equal(
            """
            ## Berths

            | Berth | Tons |
            | - | - |
            | North | 120 |
            | South | 95 |
            | Sum | 215 |

            | Share of north | 56% |
            | - | - |
            | Share of south | 44% |

            ## Ships

            | Ship | Arrival |
            | - | - |
            | Aurora | 2025-12-09 |
            | All of the day | All of the day |

            """.ReplaceLineEndings("\n"),
            DoclingMarkdown.ToMarkdown(document));
        Assert.Equal(["Secrets", "Bribes"], Layer(document, ContentLayers.Invisible));
        Assert.Equal([1, 2, 3], document.Pages.Keys);
    }

    [Fact]
    public async Task OpenDocument_ComesWithItsStructure_DeletionsLeftOut()
    {
        var document = await fixture.ReadSampleAsync("letter.odt");

        Assert.Equal(
            """
            ## Letter to the port

            Dear **harbour master**, see [the tides](https://example.org/tides).

            1. Ropes
                - of hemp
            2. Lamps

            | Order | Order |
            | - | - |
            | Ropes | 40 m |

            <!-- image -->

            Of this week.

            """.ReplaceLineEndings("\n"),
            DoclingMarkdown.ToMarkdown(document));
    }

    [Fact]
    public async Task Book_IsReadInTheOrderOfItsSpine_WithoutItsContents()
    {
        var document = await fixture.ReadSampleAsync("book.epub");

        Assert.Equal(
            """
            # Morning

            The fog *lifted* at seven.

            All ashore!

            # Evening

            The lamps were lit.

            ![A lamp]()

            """.ReplaceLineEndings("\n"),
            DoclingMarkdown.ToMarkdown(document));
        Assert.Equal("pictures/0002-001.png", Assert.Single(document.Pictures).Image!.Uri);
    }

    [Fact]
    public async Task Html_ComesAsABrowserShowsIt_WithoutScripts()
    {
        var document = await fixture.ReadSampleAsync("page.html");

        Assert.Equal(
            """
            # Tide table

            High water &amp; low water, in **metres** — see [the tables](https://example.org/tides) and this. H2O.

            ## This week

            Monday to Wednesday

            | Day | Water | Water |
            | - | - | - |
            | Day | high | low |
            | Monday | 4.1 | 0.6 |
            | Tuesday | 4.3 | 0.5 or 0.4 |

            3. Look up
                - the day
                - the port
            4. Add an hour in summer

            The curve of a day

            ![A curve]()

            ```
            def tide(day):
                return table[day]
            ```

            גאות ושפל

            """.ReplaceLineEndings("\n"),
            DoclingMarkdown.ToMarkdown(document));
        Assert.Equal(["Home", "Port authority"], Layer(document, ContentLayers.Furniture));
        Assert.Null(Assert.Single(document.Pictures).Image);
    }

    [Fact]
    public async Task Markdown_ComesBackAsItWas()
    {
        var document = await fixture.ReadSampleAsync("notes.md");

        Assert.Equal(
            """
            # Notes of the watch

            Wind from the **west**, *gusty*; ~~calm~~ by noon. See [the log](https://example.org/log) and `log --today`.

            ## Rounds

            1. North quay
                - ropes
                - lamps
            2. South quay

            - [x] lock the gate
            - [ ] fill the lamps

            | Hour | Wind |
            | - | - |
            | 6 | 4 &#124; 5 |
            | 12 | 2 |

            Keep clear of the dredger.

            ```
            var wind = Read("west");
            ```

            Kept in the office.

            """.ReplaceLineEndings("\n"),
            DoclingMarkdown.ToMarkdown(document));
        Assert.Equal("C#", Assert.Single(
            document.Texts, text => text.Text.StartsWith("var", StringComparison.Ordinal)).CodeLanguage);
    }

    [Fact]
    public async Task Csv_IsATable_WhateverSeparates()
    {
        var document = await fixture.ReadSampleAsync("ships.csv");

        Assert.Equal(
            "Ship\tArrival\tLoad\nAurora\t2026-05-01\tcoal; coke\nBoreas\t2026-05-03\tsay \"grain\"\n",
                DoclingText.ToText(document));
    }

    [Fact]
    public async Task Text_HasParagraphs_WithBrokenLinesJoined()
    {
        var document = await fixture.ReadSampleAsync("notice.txt");

        Assert.Equal(
            "Notice to mariners\n\nThe northern light is out of order until further notice, and ships are asked to keep a "
                + "distance of two cables from the pier head at all times.\n\nHarbour office\nQuay 4\n",
            DoclingText.ToText(document));
    }
}
