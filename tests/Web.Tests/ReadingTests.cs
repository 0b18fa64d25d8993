using System.Diagnostics;
using DaprProcessing.TestKit;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace DaprProcessing.Web.Tests;

/// <summary>From a file to its pages, and through them.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReadingTests(BrowserFixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task Upload_BornDigitalPaper_IsReadWithBoxesBothWays()
    {
        await using var window = await fixture.OpenAsync();
        await window.CheckAccessAsync("new document");

        var clock = Stopwatch.StartNew();
        await window.SubmitAsync(SamplePaths.Sample("paper-two-column.pdf"));
        await window.SeeAsync(".sheet img.page");
        await window.SeeAsync(".reading .block");
        output.WriteLine($"The first page was there after {clock.ElapsedMilliseconds} ms.");
        await window.StateAsync("Done");
        await window.SeeAsync(".tabs [data-tab=files]");

        // A box lights its text up.
        var box = window[".box.text"].First;
        var reference = await box.GetAttributeAsync("data-ref");
        await box.ClickAsync();
        var lit = window[".block.lit"];
        await Expect(lit).ToHaveCountAsync(1);
        Assert.Equal(reference, await lit.GetAttributeAsync("data-ref"));

        // A text lights its box up; by keyboard as well.
        var heading = window[".block.heading"].First;
        await heading.ClickAsync();
        await Expect(window[".box.lit.heading"]).ToHaveCountAsync(1);
        await Expect(window[".box.lit.text"]).ToHaveCountAsync(0);
        await heading.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(heading).Not.ToHaveAttributeAsync("aria-current", "true");
        await Expect(window[".block.lit"]).ToHaveCountAsync(1);
        await window.CheckAccessAsync("pages");

        // Markdown, and the next page.
        await window["[data-mode=markdown]"].ClickAsync();
        await Expect(window[".reading .markdown"]).ToContainTextAsync("#");
        await window["#next"].ClickAsync();
        await Expect(window["#page-number"]).ToHaveValueAsync("2");
        await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/page/2$"));
        await window.SeeAsync(".sheet img.page[alt='Page 2 as an image']");

        // Its files.
        await window["[data-tab=files]"].ClickAsync();
        var download = await window.Page.RunAndWaitForDownloadAsync(
            () => window.Page.GetByRole(AriaRole.Button, new() { Name = "Download document.md" }).ClickAsync());
        Assert.StartsWith("# ", (await File.ReadAllTextAsync(await download.PathAsync())).TrimStart());
        await window.CheckAccessAsync("files");

        // Nothing came from anywhere else.
        Assert.All(window.Requested, uri => Assert.True(
            uri.Scheme is "blob" or "data" || uri.Port == fixture.Platform.Http.BaseAddress!.Port, uri.ToString()));
    }

    [Fact]
    public async Task LongScan_IsFollowedAndCancelled()
    {
        await using var window = await fixture.OpenAsync();
        await window["summary"].ClickAsync();
        await window["#option-png-to-text-ocr"].SelectOptionAsync("always");
        await window.SubmitAsync(SamplePaths.Sample("book-mixed-200.pdf"));
        await window.SeeAsync("#cancel");
        await using var _ = new Cancelling(fixture.Platform.Http, window.Page.Url.Split('/')[^1]);

        await Expect(window[".stage b"].First).ToContainTextAsync("/200");
        await window.SeeAsync("progress[aria-label=Progress]");
        // Page images are there before their text.
        await window.SeeAsync(".sheet img.page");
        await Expect(window[".strip li"]).ToHaveCountAsync(200);
        await window.CheckAccessAsync("progress");

        await window["#cancel"].ClickAsync();
        await window.StateAsync("Cancelled");
        await Expect(window["#retry"]).ToBeVisibleAsync();
        await Expect(window["#jobs a[aria-current] .state"]).ToHaveTextAsync("Cancelled");
    }

    [Fact]
    public async Task List_IsFilteredAndADocumentDeleted()
    {
        await using var window = await fixture.OpenAsync();
        await window["#file"].SetInputFilesAsync(new FilePayload
        {
            Name = "to be listed.png", MimeType = "image/png",
            Buffer = await File.ReadAllBytesAsync(SamplePaths.Sample("note.png")),
        });
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Process" }).ClickAsync();
        await window.StateAsync("Done");
        await Expect(window["#jobs a[aria-current] .name"]).ToHaveTextAsync("to be listed.png");

        await window["#filter-name"].FillAsync("no such");
        await Expect(window["#jobs a"]).ToHaveCountAsync(0);
        await window["#filter-name"].FillAsync("Listed");
        await window["#filter-status"].SelectOptionAsync("failed");
        await Expect(window["#jobs a"]).ToHaveCountAsync(0);
        await window["#filter-status"].SelectOptionAsync("succeeded");
        await Expect(window["#jobs a"]).ToHaveCountAsync(1);

        window.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await window["#delete"].ClickAsync();
        await window.SeeAsync("#drop");
        await Expect(window["#jobs a"]).ToHaveCountAsync(0);
    }

    /// <summary>Whatever becomes of the test: the others are not to wait for two hundred pages.</summary>
    private sealed class Cancelling(HttpClient http, string id) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => (await http.PostAsync($"/v1/jobs/{id}/cancel", null)).Dispose();
    }
}
