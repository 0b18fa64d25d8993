using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DaprProcessing.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DaprProcessing.Web.Tests;

/// <summary>A real audiobook; and sound and analysis as pipelines leave them, with a document and a job that are real.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ListenTests(BrowserFixture fixture)
{
    private const string Track = """
        WEBVTT

        00:00:00.000 --> 00:00:01.000
        The harbour office keeps a list.

        00:00:01.000 --> 00:00:02.500
        Some ships carry glass &amp; sails.

        """;

    private const string Story = """
        # The harbour

        The harbour office keeps a list.

        # Glass

        Some ships carry glass.

        Nobody carries water.
        """;

    private const string Chapters = """
        {"title":"Harbours","seconds":2.5,"chapters":[
         {"title":"The harbour","level":0,"start":0,"end":1},{"title":"Glass","level":1,"start":1,"end":2.5}]}
        """;

    private const string Analysis = """
        {"language":{"code":"en","confidence":0.98},"summary":"A harbour keeps a list of ships.",
         "keyPoints":["The list is long.","The list is short in winter."],
         "entities":[{"text":"Kestrel Bay","type":"place","mentions":[{"start":0,"end":11},{"start":40,"end":51}]}],
         "sentiment":{"label":"neutral","score":0.1}}
        """;

    [Fact]
    public async Task Sound_HasItsChaptersAndTextThatFollows()
    {
        await using var window = await fixture.OpenAsync();
        await ServeAsync(window, ("audio.wav", "audio/wav", Wave(seconds: 2.5)), ("audio.vtt", "text/vtt", Bytes(Track)),
            ("chapters.json", "application/json", Bytes(Chapters)));
        await window.SubmitAsync(SamplePaths.Sample("note.png"));

        await window["[data-tab=audio]"].ClickAsync();
        await Expect(window[".cue"]).ToHaveCountAsync(2);
        await Expect(window[".cue span"].Nth(1)).ToHaveTextAsync("Some ships carry glass & sails.");
        await window.CheckAccessAsync("sound");

        await window[".chapter"].Nth(1).ClickAsync();
        await Expect(window[".cue.lit span"]).ToHaveTextAsync("Some ships carry glass & sails.");
        await Expect(window[".chapter.lit"]).ToContainTextAsync("Glass");
        await window[".cue"].First.ClickAsync();
        await Expect(window[".chapter.lit"]).ToContainTextAsync("The harbour");

        // Looked at again, it is as it was.
        await window["[data-tab=files]"].ClickAsync();
        await Expect(window[".cue"]).ToHaveCountAsync(0);
        await window["[data-tab=audio]"].ClickAsync();
        await Expect(window[".cue"]).ToHaveCountAsync(2);
        Assert.Single(window.Requested, address => address.AbsolutePath.EndsWith("/audio.vtt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Audiobook_OfAText_PlaysWithItsChaptersAndTheTextFollows()
    {
        await using var window = await fixture.OpenAsync();
        await window["input[name=pipeline][value='audiobook']"].CheckAsync();
        await window["summary"].ClickAsync();
        // Every machine has it.
        await window["#option-tts-engine"].SelectOptionAsync("espeak-ng");
        await window["#file"].SetInputFilesAsync(
            new FilePayload { Name = "harbours.md", MimeType = "text/markdown", Buffer = Bytes(Story) });
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Process" }).ClickAsync();
        await window.StateAsync("Done");

        await window["[data-tab=audio]"].ClickAsync();
        await Expect(window[".chapter span"]).ToHaveTextAsync(["The harbour", "Glass"]);
        await window.UntilAsync("document.querySelector('.listen audio').duration > 3");
        // The whole is there, and not its passages alone.
        await Expect(window[".cue"].Last).ToContainTextAsync("Nobody carries water.");
        // A sentence is lit for two seconds, in which nobody may look: the page itself keeps what was.
        await window.Page.EvaluateAsync(
            """
            () => {
              window.followed = [];
              new MutationObserver(() => {
                const lit = document.querySelector('.cue[aria-current=true] span')?.textContent;
                if (lit && window.followed.at(-1) !== lit) window.followed.push(lit);
              }).observe(document.querySelector('.listen'), {subtree: true, attributeFilter: ['aria-current']});
            }
            """);
        await window[".chapter"].Nth(1).ClickAsync();

        // It plays from there, and the text goes along until it is over.
        await window.UntilAsync("document.querySelector('.listen audio').ended");
        var followed = await window.Page.EvaluateAsync<string[]>("window.followed");
        Assert.Equal(["Some ships carry glass.", "Nobody carries water."], followed.TakeLast(2).Select(text => text.Trim()));
        await Expect(window[".chapter.lit span"]).ToHaveTextAsync("Glass");
        await window.CheckAccessAsync("an audiobook");
    }

    [Fact]
    public async Task Passages_AreHeardWhileTheRestIsSpoken()
    {
        await using var window = await fixture.OpenAsync();
        await window.Page.RouteAsync(new Regex("/v1/jobs/[^/?]+$"), async route =>
        {
            var response = await route.FetchAsync();
            var job = JsonNode.Parse(await response.TextAsync())!;
            job["status"] = "running";
            await route.FulfillAsync(new RouteFulfillOptions { Response = response, Body = job.ToJsonString() });
        });
        const string chapters =
            """{"title":"Harbour","start":0,"passage":1},{"title":"Bridge","start":65.2,"passage":2}""";
        await window.Page.RouteAsync("**/v1/jobs/*/events", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/event-stream",
            Body = $$"""
                event: progress
                id: 1
                data: {"status":"running","stages":[],"audioReady":2,"chapters":[{{chapters}}]}


                """,
        }));
        await window.Page.RouteAsync("**/v1/jobs/*/audio/*", route => route.FulfillAsync(
            new RouteFulfillOptions { ContentType = "audio/wav", BodyBytes = Wave(seconds: 0.3) }));
        await window.SubmitAsync(SamplePaths.Sample("note.png"));

        await window["[data-tab=audio]"].ClickAsync();
        await Expect(window[".listen p"]).ToHaveTextAsync("2 passages can be heard; the rest is being spoken.");
        await Expect(window[".listen audio"]).ToHaveAttributeAsync("src", new Regex("/audio/1$"));
        await window.CheckAccessAsync("sound so far");

        // The end of one begins the next.
        await window[".listen audio"].EvaluateAsync("player => player.play()");
        await Expect(window[".listen audio"]).ToHaveAttributeAsync("src", new Regex("/audio/2$"));

        await Expect(window[".listen .chapter"]).ToHaveTextAsync(["Harbour0:00", "Bridge1:05"]);
        // Over and over: its end would begin the next before anybody has looked.
        await window[".listen audio"].EvaluateAsync("player => { player.loop = true; }");
        await window[".listen .chapter >> nth=0"].ClickAsync();
        await Expect(window[".listen audio"]).ToHaveAttributeAsync("src", new Regex("/audio/1$"));
    }

    [Fact]
    public async Task Analysis_IsShownByItsParts()
    {
        await using var window = await fixture.OpenAsync();
        await ServeAsync(window, ("analysis.json", "application/json", Bytes(Analysis)));
        await window.SubmitAsync(SamplePaths.Sample("note.png"));

        await window["[data-tab=analysis]"].ClickAsync();
        await Expect(window[".card h2"]).ToHaveTextAsync(["Summary", "Key points", "Entities", "Sentiment", "Language"]);
        await Expect(window[".entity"]).ToHaveTextAsync("Kestrel Bay ×2");
        await window.CheckAccessAsync("analysis");
    }

    // Beside the artifacts that the job has.
    private static async Task ServeAsync(Window window, params (string Name, string MediaType, byte[] Content)[] artifacts)
    {
        await window.Page.RouteAsync("**/v1/jobs/*/artifacts", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "application/json",
            Body = JsonSerializer.Serialize(new
            {
                artifacts = artifacts.Select(
                    one => new { name = one.Name, mediaType = one.MediaType, sizeBytes = one.Content.Length }),
            }),
        }));
        foreach (var (name, mediaType, content) in artifacts)
        {
            await window.Page.RouteAsync($"**/v1/jobs/*/artifacts/{name}", route => route.FulfillAsync(
                new RouteFulfillOptions { ContentType = mediaType, BodyBytes = content }));
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Wave(double seconds)
    {
        const int SamplesPerSecond = 8000;
        var samples = new byte[(int)(seconds * SamplesPerSecond) * 2];
        using var wave = new MemoryStream();
        using var writer = new BinaryWriter(wave);
        writer.Write("RIFF"u8);
        writer.Write(36 + samples.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(SamplesPerSecond);
        writer.Write(SamplesPerSecond * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(samples.Length);
        writer.Write(samples);
        return wave.ToArray();
    }
}
