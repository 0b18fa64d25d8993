using DaprProcessing.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DaprProcessing.Web.Tests;

/// <summary>
/// The page in light and dark, on a desk and on a phone. With <c>SCREENSHOTS=docs/images</c> what it looks like is kept there.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class LookTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData("light", 1360, ColorScheme.Light)]
    [InlineData("dark", 1360, ColorScheme.Dark)]
    [InlineData("phone", 390, ColorScheme.Light)]
    public async Task Page_OfAPaper_CanBeReadByAll(string name, int width, ColorScheme scheme)
    {
        await using var window = await fixture.OpenAsync("/", width, 860, scheme);
        await window.SeeAsync(".pipeline");
        await window.CheckAccessAsync($"{name}: new document");
        await KeepAsync(window, $"web-new-{name}");
        await window.SubmitAsync(SamplePaths.Sample("paper-two-column.pdf"));
        await window.StateAsync("Done");
        await window.SeeAsync(".sheet img.page");
        await window[".block.heading"].Nth(1).ClickAsync();

        await window.CheckAccessAsync($"{name}: pages");
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        await KeepAsync(window, $"web-pages-{name}");
    }

    [Theory]
    [InlineData(1360)]
    [InlineData(390)]
    public async Task Page_Enlarged_HasItsBoxesWhereTheyWere(int width)
    {
        await using var window = await fixture.OpenAsync("/", width);
        await window.SubmitAsync(SamplePaths.Sample("note.png"));
        await window.StateAsync("Done");
        await window.SeeAsync(".sheet img.page");
        await window.SeeAsync(".box");
        var (before, place) = (await WidthAsync(), await PlaceAsync());

        await window["#zoom-in"].ClickAsync();
        await window["#zoom-in"].ClickAsync();
        await Expect(window["#zoom"]).ToHaveTextAsync("150 %");
        Assert.Equal(1.5, await WidthAsync() / before, 0.05);
        Assert.Equal(place, await PlaceAsync(), 0.01);
        // By keyboard as well: larger, and scrolled.
        await window[".paper"].FocusAsync();
        await window.Page.Keyboard.PressAsync("+");
        await Expect(window["#zoom"]).ToHaveTextAsync("200 %");
        Assert.Equal(2, await WidthAsync() / before, 0.05);
        Assert.Equal(place, await PlaceAsync(), 0.01);
        await window[".paper"].EvaluateAsync("paper => { paper.scrollLeft = 0; }");
        await window.Page.Keyboard.PressAsync("ArrowRight");
        await window.UntilAsync("document.querySelector('.paper').scrollLeft > 0");
        await window.CheckAccessAsync($"{width}: enlarged");
        // The image is scrolled, never the page.
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));

        await window.Page.Keyboard.PressAsync("0");
        await Expect(window["#zoom"]).ToHaveTextAsync("100 %");
        await Expect(window["#zoom-out"]).ToBeDisabledAsync();
        Assert.Equal(before, await WidthAsync(), 1);

        async Task<double> WidthAsync() => (await window[".sheet img.page"].BoundingBoxAsync())!.Width;

        // Of the first box, from the left of the image, as a part of its width.
        async Task<double> PlaceAsync()
        {
            var (image, box) = (
                (await window[".sheet img.page"].BoundingBoxAsync())!, (await window[".box"].First.BoundingBoxAsync())!);
            return (box.X + (box.Width / 2) - image.X) / image.Width;
        }
    }

    [Fact]
    public async Task Page_MayRunNothingThatIsWrittenIntoIt()
    {
        using var response = await fixture.Platform.Http.GetAsync("/");

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("*", policy);
        // And the browser keeps to it.
        await using var window = await fixture.OpenAsync();
        await window.SeeAsync(".pipeline");
        await window.Page.EvaluateAsync(
            "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.was = 1\">')");
        await window.FaultsAsync("Executing inline event handler", "the policy forbids script-src-attr: inline");
        Assert.False(await window.Page.EvaluateAsync<bool>("'was' in window"));
    }

    [Fact]
    public async Task Reference_OfTheApi_LoadsNothingFromElsewhere()
    {
        await using var window = await fixture.OpenAsync("/docs");

        await Expect(window.Page.GetByText("Submit a document").First).ToBeVisibleAsync();
        await KeepAsync(window, "web-docs");
        Assert.All(window.Requested, uri => Assert.True(
            uri.Scheme is "blob" or "data" || uri.Port == fixture.Platform.Http.BaseAddress!.Port, uri.ToString()));
    }

    private static async Task KeepAsync(Window window, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await window.Page.ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Path.Combine(SamplePaths.RepositoryRoot, folder, $"{name}.png"),
            });
        }
    }
}
