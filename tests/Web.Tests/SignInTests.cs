using DaprProcessing.Client;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using static Microsoft.Playwright.Assertions;

namespace DaprProcessing.Web.Tests;

/// <summary>The page of a platform that has tenants.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SignInTests(BrowserFixture fixture)
{
    private const string AdminKey = "the-administrators-own-key";

    [Fact]
    public async Task Tenant_SignsInWithItsKey_AndSeesItsOwnDocumentsOnly()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, ("Tenants__AdminKey", AdminKey));
        using var admin = new DocumentService(
            new DocumentServiceOptions { Endpoint = platform.Http.BaseAddress!, ApiKey = AdminKey });
        var (own, revoked, other) = (
            await NewKeyAsync(admin, "acme"), await admin.CreateKeyAsync("acme"), await NewKeyAsync(admin, "beta"));
        await admin.RevokeKeyAsync("acme", revoked.Id);
        await using var window = await fixture.OpenAsync(platform: platform);

        // A key that is none, and one that was one.
        await Expect(window["#sign-in"]).ToBeVisibleAsync();
        await EnterAsync(window, "dpk_acme_wrong_key");
        await Expect(window["#sign-in-why"]).ToContainTextAsync("The key was refused: ");
        await Expect(window["#sign-in"]).ToBeVisibleAsync();
        await EnterAsync(window, revoked.Key);
        await Expect(window["#sign-in-why"]).ToContainTextAsync("revoked");

        await EnterAsync(window, own.Key);
        await window.SeeAsync("#drop");
        await window.SubmitAsync(SamplePaths.Sample("note.png"));
        await window.StateAsync("Done");
        await window.SeeAsync(".sheet img.page[src^='blob:']");
        var job = window.Page.Url;
        // The key is the tab's: it is there after a reload.
        await window.Page.ReloadAsync();
        await window.StateAsync("Done");
        await Expect(window["#account"]).ToHaveTextAsync("Signed in");

        await using var neighbour = await fixture.OpenAsync(platform: platform);
        await EnterAsync(neighbour, other.Key);
        await neighbour.SeeAsync("#drop");
        await Expect(neighbour["#jobs a"]).ToHaveCountAsync(0);
        await neighbour.Page.GotoAsync(job);
        await Expect(neighbour["main .problem small"]).ToHaveTextAsync("job_not_found");

        await window["#account"].ClickAsync();
        await window["#sign-out"].ClickAsync();
        await Expect(window["#sign-in"]).ToBeVisibleAsync();
        await Expect(window["#jobs a"]).ToHaveCountAsync(0);
    }

    private static async Task EnterAsync(Window window, string key)
    {
        await window["#key"].FillAsync(key);
        await window["#key"].PressAsync("Enter");
    }

    private static async Task<NewTenantKey> NewKeyAsync(DocumentService admin, string tenant)
    {
        await admin.CreateTenantAsync(tenant);
        return await admin.CreateKeyAsync(tenant);
    }
}
