using System.Net.Http.Json;
using DaprProcessing.Local.Runtime.Json;
using DaprProcessing.Runtime.Tests.Support;

namespace DaprProcessing.Runtime.Tests.State;

/// <summary>
/// Over HTTP daprd parses the numbers of states into doubles: who stores a long there has to find out on this runtime too.
/// </summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("1.0", "1")]
    [InlineData("1e2", "100")]
    [InlineData("-0.50", "-0.5")]
    [InlineData("{ \"b\": [1.10, 2], \"a\": \"<é>\" }", "{\"a\":\"\\u003cé\\u003e\",\"b\":[1.1,2]}")]
    public async Task Save_NumbersOverHttp_AreDoubles(string value, string stored)
    {
        await using var runtime = await TestRuntime.StartAsync();
        using var body = new StringContent(
            $$$"""{"operations":[{"operation":"upsert","request":{"key":"t","value":{{{value}}}}}]}""");

        await runtime.Http.PostAsync("/v1.0/state/store", new StringContent($$"""[{"key":"k","value":{{value}}}]"""));
        await runtime.Http.PostAsync("/v1.0/state/store/transaction", body);

        Assert.Equal(stored, await runtime.Http.GetStringAsync("/v1.0/state/store/k"));
        Assert.Equal(stored, await runtime.Http.GetStringAsync("/v1.0/state/store/t"));
    }

    [Fact]
    public async Task Save_NumberBeyondADouble_IsRefused()
    {
        await using var runtime = await TestRuntime.StartAsync();

        using var response = await runtime.Http
            .PostAsync("/v1.0/state/store", new StringContent("""[{"key":"k","value":1e999}]"""));

        Assert.Equal(400, (int)response.StatusCode);
    }

    // What Go's encoder writes for these doubles.
    [Theory]
    [InlineData(0, "0")]
    [InlineData(123456789012345680000.0, "123456789012345680000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(0.00000012, "1.2e-7")]
    [InlineData(-12.0625, "-12.0625")]
    [InlineData(0.1, "0.1")]
    public void Format_Double_IsGos(double value, string expected) => Assert.Equal(expected, GoNumber.Format(value));
}
