using DaprProcessing.Gateway;

namespace DaprProcessing.Services.Tests.Gateway.Tenants;

public sealed class BindGuardTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0", "", false)]
    [InlineData("http://[::]:0", "", false)]
    [InlineData("http://*:0", "", false)]
    [InlineData("http://127.0.0.1:0", "", true)]
    [InlineData("http://[::1]:0", "", true)]
    [InlineData("http://0.0.0.0:0", "--Tenants:AllowAnonymous=true", true)]
    [InlineData("http://0.0.0.0:0", "--Tenants:AdminKey=sixteen-letters-or-more", true)]
    public async Task Start_WhereOthersReachIt_NeedsTenants(string url, string setting, bool starts)
    {
        await using var gateway = GatewayService.Build(
            [$"--urls={url}", setting, "--ObjectStore:LargeWrites=presigned", "--Logging:LogLevel:Default=None"]);

        if (starts)
        {
            await gateway.StartAsync();
            await gateway.StopAsync();
        }
        else
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => gateway.StartAsync());
            Assert.Contains("dproc tenants add", refused.Message);
        }
    }

    [Theory]
    [InlineData("--Tenants:AdminKey=short")]
    [InlineData("--Tenants:AdminKeyFile=/nowhere/key")]
    [InlineData("--Tenants:Jwt:JwksFile=keys.json")]
    public async Task Start_SettingThatCannotBeMeant_IsRefused(string setting)
    {
        await using var gateway = GatewayService.Build(
            ["--urls=http://127.0.0.1:0", setting, "--ObjectStore:LargeWrites=presigned", "--Logging:LogLevel:Default=None"]);

        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => gateway.StartAsync());
    }
}
