using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using Microsoft.Playwright;

namespace DaprProcessing.Web.Tests;

/// <summary>A platform and a browser, Debian's Chromium, for all tests of the page.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const int Patience = 60_000;

    // Whatever the policy for content forbids is told as an error, which fails the window it is in. The reference of the API is
    // not ours, and looks whether it may evaluate text.
    private const string TellViolations =
        "addEventListener('securitypolicyviolation', one => "
        + "location.pathname.startsWith('/docs') && one.blockedURI === 'eval' || "
        + "console.error(`the policy forbids ${one.effectiveDirective}: ${one.blockedURI}`))";

    private readonly TempFolder _data = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public PlatformProcess Platform { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Platform = await PlatformProcess.StartAsync(_data.Path, ("Gateway__MaxUploadBytes", "20000000"));
        // A loaded machine takes its time.
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            // The tests of a container run as root, where Chromium's own sandbox cannot be had; the pages are ours.
            Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    /// <summary>A window of its own: no key, no settings of an earlier test.</summary>
    /// <param name="platform">Whose page it shows; null for that of all tests.</param>
    public async Task<Window> OpenAsync(
        string path = "/", int width = 1360, int height = 860, ColorScheme scheme = ColorScheme.Light,
        PlatformProcess? platform = null)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = (platform ?? Platform).Http.BaseAddress!.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        await context.AddInitScriptAsync(TellViolations);
        var window = new Window(await context.NewPageAsync());
        await window.Page.GotoAsync(path);
        return window;
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Platform.DisposeAsync();
        _data.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
