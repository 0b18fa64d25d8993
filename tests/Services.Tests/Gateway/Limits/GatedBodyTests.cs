using System.Text;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Services.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Gateway.Limits;

public sealed class GatedBodyTests
{
    private const int Large = 1 << 20;

    [Fact]
    public async Task Read_OfALongBody_TakesAPlaceAndOfAShortOneNone()
    {
        var gate = new MemoryGate();
        var places = Enumerable.Range(0, 6).Select(_ => gate.NewPlace()).ToList();
        foreach (var place in places.Take(4))
        {
            await ReadAsync(Large, place);
        }

        await ReadAsync(1000, places[4]);
        await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(Large, places[5]));
        places.ForEach(place => place.Dispose());
        using var free = gate.NewPlace();
        await ReadAsync(Large, free);
    }

    [Theory]
    [InlineData("/v1/convert/source")]
    [InlineData("/v1/chunk/hybrid/source/async")]
    [InlineData("/mcp")]
    public async Task Request_WithADocumentInJson_IsRefusedWhileOthersFillTheMemory(string path)
    {
        await using var gateway = await GatewayHarness.StartAsync();
        var gate = gateway.App.Services.GetRequiredService<MemoryGate>();
        var others = Enumerable.Range(0, 4).Select(_ => gate.NewPlace()).ToList();
        others.ForEach(place => place.Enter(Large));

        using var small = await PostAsync(gateway, path, 10);
        using var large = await PostAsync(gateway, path, Large);

        Assert.NotEqual(503, (int)small.StatusCode);
        Assert.Equal(503, (int)large.StatusCode);
        Assert.NotNull(large.Headers.RetryAfter);
        others.ForEach(place => place.Dispose());
        using var again = await PostAsync(gateway, path, Large);
        Assert.NotEqual(503, (int)again.StatusCode);
    }

    // No request that anything is made of: what matters is that it is read.
    private static async Task<HttpResponseMessage> PostAsync(GatewayHarness gateway, string path, int letters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent($$"""{"sources":["{{new string('x', letters)}}"]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        return await gateway.Http.SendAsync(request);
    }

    private static async Task ReadAsync(int bytes, MemoryGate.Place place)
    {
        await using var body = new GatedBody(new MemoryStream(new byte[bytes]), place);
        await body.CopyToAsync(Stream.Null);
    }
}
