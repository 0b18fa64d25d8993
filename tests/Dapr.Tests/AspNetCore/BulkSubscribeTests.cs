using System.Net.Http.Json;
using System.Text.Json;
using Dapr.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DaprProcessing.Dapr.Tests.AspNetCore;

public sealed class BulkSubscribeTests
{
    [Fact]
    public async Task BulkDelivery_CloudEvents_BindsAndAnswersPerMessage()
    {
        const string Delivery = """
            {"id":"b1","type":"com.dapr.event.sent.bulk","topic":"orders","pubsubname":"bus","metadata":{"m":"1"},"entries":[
              {"entryId":"e1","contentType":"application/cloudevents+json","event":{"id":"c1","specversion":"1.0","data":1}},
              {"entryId":"e2","contentType":"application/cloudevents+json","event":{"id":"c2","specversion":"1.0","data":-1}}]}
            """;
        await using var app = await LoopbackApp.StartAsync(app => app.MapPost("/orders", (BulkSubscribeMessage<BulkMessageModel<int>> message) =>
            new BulkSubscribeAppResponse([.. message.Entries.Select(entry => new BulkSubscribeAppResponseEntry(
                entry.EntryId,
                entry.Event.Data > 0 ? BulkSubscribeAppResponseStatus.SUCCESS : BulkSubscribeAppResponseStatus.DROP))])), HttpProtocols.Http1);
        using var http = new HttpClient { BaseAddress = app.Address };

        using var response = await http.PostAsJsonAsync("/orders", JsonElement.Parse(Delivery));

        Assert.Equal(
            """{"statuses":[{"entryId":"e1","status":"SUCCESS"},{"entryId":"e2","status":"DROP"}]}""",
            await response.Content.ReadAsStringAsync());
    }
}
