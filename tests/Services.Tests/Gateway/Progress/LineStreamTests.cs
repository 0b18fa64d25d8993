using System.Text;
using DaprProcessing.Gateway.Progress;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Services.Tests.Gateway.Progress;

public sealed class LineStreamTests
{
    [Fact]
    public async Task Stay_AfterAQuarterOfAMinuteWithoutALine_SendsAnEmptyOne()
    {
        var (clock, body) = (new Clock(), new MemoryStream());
        var context = new DefaultHttpContext { Response = { Body = body } };
        var lines = new LineStream(context.Response, clock);
        await lines.StartAsync(CancellationToken.None);

        await lines.StayAsync(CancellationToken.None);
        clock.Now += TimeSpan.FromSeconds(16);
        await lines.StayAsync(CancellationToken.None);
        await lines.StayAsync(CancellationToken.None);
        await lines.SendAsync(new { PageNo = 1 }, CancellationToken.None);
        clock.Now += TimeSpan.FromSeconds(14);
        await lines.StayAsync(CancellationToken.None);

        Assert.Equal("\n{\"pageNo\":1}\n", Encoding.UTF8.GetString(body.ToArray()));
        Assert.Equal("no", context.Response.Headers["X-Accel-Buffering"]);
        Assert.Equal("application/x-ndjson", context.Response.ContentType);
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
