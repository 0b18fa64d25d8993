using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace DaprProcessing.Web.Tests;

/// <summary>A browser window and what went wrong in it; closing it fails where something did.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _faults = new();

    public Window(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _faults.Enqueue(error);
        page.Console += (_, message) =>
        {
            // What the policy for content forbids is told there; refusals of the API are, too, and are part of the page's life.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _faults.Enqueue(message.Text);
            }
        };
        page.Request += (_, request) => Requested.Enqueue(new Uri(request.Url));
    }

    public IPage Page { get; }

    public ConcurrentQueue<Uri> Requested { get; } = new();

    public ILocator this[string selector] => Page.Locator(selector);

    /// <summary>Chooses a file and a pipeline, and sends it off.</summary>
    public async Task SubmitAsync(string path, string pipeline = "document")
    {
        await this["#file"].SetInputFilesAsync(path);
        await this[$"input[name=pipeline][value='{pipeline}']"].CheckAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Process" }).ClickAsync();
    }

    public Task StateAsync(string state) => Assertions.Expect(this[".title .state"]).ToHaveTextAsync(state);

    public Task SeeAsync(string selector) => Assertions.Expect(this[selector].First).ToBeVisibleAsync();

    /// <summary>Nothing on the page keeps anybody out, by the rules of axe.</summary>
    public async Task CheckAccessAsync(string where)
    {
        var result = await Page.RunAxe();
        Assert.True(result.Violations.Length == 0, $"{where}: " + string.Join("\n", result.Violations.Select(violation =>
            $"{violation.Id} ({violation.Impact}): {string.Join(", ", violation.Nodes.Select(node => node.Html))}")));
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        Assert.Empty(_faults);
    }
}
