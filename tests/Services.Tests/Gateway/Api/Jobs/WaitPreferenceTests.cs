using DaprProcessing.Gateway.Api.Jobs;

namespace DaprProcessing.Services.Tests.Gateway.Api.Jobs;

public sealed class WaitPreferenceTests
{
    [Theory]
    [InlineData(10, "wait=10")]
    [InlineData(10, "respond-async, wait=10")]
    [InlineData(10, "respond-async", "wait = 10")]
    [InlineData(0, "wait=0")]
    [InlineData(int.MaxValue, "wait=2147483647")]
    public void Of_Wait_IsItsSeconds(int seconds, params string[] headers) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WaitPreference.Of(headers));

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("wait")]
    [InlineData("wait=")]
    [InlineData("wait=-1")]
    [InlineData("wait=1.5")]
    [InlineData("wait=99999999999999999999")]
    [InlineData("waiting=10")]
    public void Of_NoNumberOfSeconds_IsNoPreference(params string[] headers) => Assert.Null(WaitPreference.Of(headers));
}
