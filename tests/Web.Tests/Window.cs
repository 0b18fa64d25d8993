using System.Collections.Concurrent;
using DaprProcessing.TestKit;
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
            // Refusals of the API are told there, too, and are part of the page's life.
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

    /// <summary>Waits until the page says that something is so; without evaluating text, which its policy forbids.</summary>
    public Task UntilAsync(string expression) => Eventually.Async(
        () => Page.EvaluateAsync<bool>(expression), TimeSpan.FromSeconds(60), expression);

    /// <summary>Waits for faults that are meant to be, and counts them as none.</summary>
    public async Task FaultsAsync(params string[] parts)
    {
        await Eventually.Async(
            () => parts.All(part => _faults.Any(fault => fault.Contains(part, StringComparison.Ordinal))),
            TimeSpan.FromSeconds(60), string.Join(", ", parts));
        var all = _faults.ToList();
        _faults.Clear();
        all.Where(fault => !parts.Any(part => fault.Contains(part, StringComparison.Ordinal))).ToList().ForEach(_faults.Enqueue);
    }

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
