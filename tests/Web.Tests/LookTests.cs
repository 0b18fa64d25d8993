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
