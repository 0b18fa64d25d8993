using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DaprProcessing.Client;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DaprProcessing.Web.Tests;

/// <summary>What the page says where something is refused or goes wrong.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RefusalTests(BrowserFixture fixture)
{
    [Fact]
    public async Task File_OfNoKnownKind_IsRefusedInWords()
    {
        await using var window = await fixture.OpenAsync();
        await window["#file"].SetInputFilesAsync(
            new FilePayload { Name = "noise.pdf", MimeType = "application/pdf", Buffer = [1, 2, 3, 4] });
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Process" }).ClickAsync();

        await Expect(window[".notice.error"]).ToContainTextAsync("noise.pdf");
        await Expect(window[".chosen li.refused"]).ToHaveCountAsync(1);
        await window.CheckAccessAsync("a refused file");
    }

    [Fact]
    public async Task Document_ThatWantsAPassword_SaysSo()
    {
        await using var window = await fixture.OpenAsync();
        await window.SubmitAsync(SamplePaths.Sample("encrypted/invoice.pdf"));

        await window.StateAsync("Failed");
        await Expect(window[".job .problem small"]).ToHaveTextAsync("password_required");
        await window.CheckAccessAsync("a failed document");
    }

    [Fact]
    public async Task Document_OfWhichAPageFailed_IsRetriedInAJobThatContinues()
    {
        var service = fixture.Platform.Service;
        var half = DocumentSource.Bytes(BrokenPdf.WithoutLastPage(6), "half.pdf");
        var job = await service.WaitAsync((await service.SubmitAsync(half)).Id);
        await using var window = await fixture.OpenAsync($"/#/jobs/{job.Id}");

        await window.StateAsync("Partly done");
        await window.CheckAccessAsync("a document partly done");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Retry what failed" }).ClickAsync();

        await Expect(window.Page).Not.ToHaveURLAsync(new Regex(job.Id));
        await window.StateAsync("Partly done");
        var again = await service.GetResultAsync(window.Page.Url.Split('/')[^1]);
        Assert.Equal([true, true, true, true, false, false], again.Pages.Select(page => page.Carried));
    }

    [Fact]
    public async Task Document_WhoseRetryWasAnsweredToNobody_IsRetriedOnce()
    {
        var service = fixture.Platform.Service;
        var noise = DocumentSource.Bytes(BrokenPdf.WithoutLastPage(2), "asked-twice.pdf");
        var job = await service.WaitAsync((await service.SubmitAsync(noise)).Id);
        await using var window = await fixture.OpenAsync($"/#/jobs/{job.Id}");
        var asked = 0;
        await window.Page.RouteAsync("**/retry?*", async route =>
        {
            if (++asked > 1)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            await route.AbortAsync();
        });

        var retry = window.Page.GetByRole(AriaRole.Button, new() { Name = "Retry what failed" });
        await retry.ClickAsync();
        await Expect(window[".notice.error"]).ToContainTextAsync("cannot be reached");
        await retry.ClickAsync();

        await Expect(window.Page).Not.ToHaveURLAsync(new Regex(job.Id));
        var jobs = await service.ListJobsAsync().Where(one => one.FileName == job.FileName).Select(one => one.Id).ToListAsync();
        Assert.Equal([window.Page.Url.Split('/')[^1], job.Id], jobs);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Document_ThatIsNotThere_SaysSo()
    {
        await using var window = await fixture.OpenAsync("/#/jobs/aaaaaaaaaaaaaaaaaaaaaaaaaa");

        await Expect(window["main .problem small"]).ToHaveTextAsync("job_not_found");
    }

    [Fact]
    public async Task View_ChosenWhileAnotherIsAwaited_Stays()
    {
        await using var window = await fixture.OpenAsync("/docs");
        var held = new TaskCompletionSource();
        await window.Page.RouteAsync("**/v1/pipelines", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await window.Page.GotoAsync("/");
        await window.Page.EvaluateAsync("location.hash = '#/list'");
        await Expect(window["main .empty"]).ToHaveTextAsync("Choose a document.");

        var answered = window.Page.WaitForResponseAsync("**/v1/pipelines");
        held.SetResult();
        await (await answered).FinishedAsync();
        await window.Page.EvaluateAsync("fetch('/favicon.svg').then(answer => answer.text())");

        await Expect(window["main .empty"]).ToHaveTextAsync("Choose a document.");
    }

    [Fact]
    public async Task Service_ThatWantsAKey_IsGivenTheOneOfThisTab()
    {
        await using var window = await fixture.OpenAsync("/docs");
        var seen = new List<string?>();
        await window.Page.RouteAsync("**/v1/**", async route =>
        {
            var key = await route.Request.HeaderValueAsync("x-api-key");
            seen.Add(key);
            await (key == "right" ? route.ContinueAsync() : route.FulfillAsync(new RouteFulfillOptions
            {
                Status = 401, ContentType = "application/problem+json",
                Body = """{"code":"unauthorized","detail":"No such key."}""",
            }));
        });
        await window.Page.GotoAsync("/");

        await Expect(window["#sign-in"]).ToBeVisibleAsync();
        await window.CheckAccessAsync("sign in");
        await window["#key"].FillAsync("wrong");
        await window["#key"].PressAsync("Enter");
        await Expect(window["#sign-in-why"]).ToContainTextAsync("refused");
        await window["#key"].FillAsync("right");
        await window["#key"].PressAsync("Enter");

        await window.SeeAsync("#drop");
        await window.SubmitAsync(SamplePaths.Sample("note.png"));
        await window.StateAsync("Done");
        // An image is shown although elements send no key.
        await window.SeeAsync(".sheet img.page[src^='blob:']");
        Assert.Equal("right", await window.Page.EvaluateAsync<string>("sessionStorage.getItem('api-key')"));
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("Object.values(localStorage).filter(v => v === 'right').length"));
        Assert.Contains("right", seen);
    }
}
