using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.Runtime.Tests.State;

/// <summary>A runtime beside every service: processes of their own, one state file.</summary>
public sealed class SharedFileTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RuntimeProcess _process = null!;
    private TestRuntime _runtime = null!;

    public async Task InitializeAsync()
    {
        var component = ComponentYaml
            .Component("store", "state.sqlite", $"connectionString={_folder.Path}/state.db", "keyPrefix=none");
        (_process, _runtime) = (await RuntimeProcess.StartAsync(component), await TestRuntime.StartAsync(component));
    }

    public async Task DisposeAsync()
    {
        await _process.DisposeAsync();
        await _runtime.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task FirstWrite_TwoProcessesAtOnce_HasOneWinnerAndBothSeeIt()
    {
        var keys = Enumerable.Range(0, 60).Select(number => $"k{number}").ToList();

        var here = keys.Select(key => TryCreateAsync(_runtime.Http, key, "here"));
        var there = keys.Select(key => TryCreateAsync(_process.Http, key, "there"));
        var results = await Task.WhenAll(here.Zip(there, (one, other) => Task.WhenAll(one, other)));

        Assert.All(results, pair => Assert.Equal([204, 409], pair.Order()));
        for (var i = 0; i < keys.Count; i++)
        {
            var winner = results[i][0] == 204 ? "\"here\"" : "\"there\"";
            Assert.Equal(winner, await _runtime.Http.GetStringAsync($"/v1.0/state/store/{keys[i]}"));
            Assert.Equal(winner, await _process.Http.GetStringAsync($"/v1.0/state/store/{keys[i]}"));
        }
    }

    [Fact]
    public async Task Etag_TwoProcessesCounting_LoseNoCount()
    {
        Assert.Equal(204, await SaveAsync(_runtime.Http, new { key = "n", value = 0 }));

        await Task.WhenAll(CountAsync(_runtime.Http, 40), CountAsync(_process.Http, 40));

        Assert.Equal("80", await _runtime.Http.GetStringAsync("/v1.0/state/store/n"));
    }

    private static async Task CountAsync(HttpClient http, int times)
    {
        for (var done = 0; done < times;)
        {
            using var read = await http.GetAsync("/v1.0/state/store/n");
            var value = await read.Content.ReadFromJsonAsync<JsonElement>();
            var etag = read.Headers.NonValidated["ETag"].ToString();
            done += await SaveAsync(http, new { key = "n", value = value.GetInt32() + 1, etag }) == 204 ? 1 : 0;
        }
    }

    private static Task<int> TryCreateAsync(HttpClient http, string key, string value) =>
        SaveAsync(http, new { key, value, options = new { concurrency = "first-write" } });

    private static async Task<int> SaveAsync(HttpClient http, object item)
    {
        using var response = await http.PostAsJsonAsync("/v1.0/state/store", new[] { item });
        return (int)response.StatusCode;
    }
}
