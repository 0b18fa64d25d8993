using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Gateway;
using DaprProcessing.Services.Tests.Support;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Services.Tests.Gateway.Sources;

public sealed class ImportTests
{
    [Fact]
    public async Task Submit_KeyUnderThePrefix_TakesTheObject()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:ImportPrefix=inbox/");
        Put(gateway, "inbox/2026/report.pdf", GatewayHarness.Pdf);

        using var response = await PostAsync(gateway, "inbox/2026/report.pdf");

        Assert.Equal("report.pdf", (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task Submit_AnyOtherKey_IsRefused()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:ImportPrefix=inbox/");
        var job = (await gateway.SubmitAsync()).GetProperty("id").GetString();
        string[] keys =
        [
            $"local/{job}/raw/source", $"inbox/../local/{job}/raw/source", $"inbox/./../local/{job}/raw/source", $"inbox//{job}",
            "inbox", "inbox/",
            $"INBOX/{job}", $"/inbox/{job}", $"inbox\\\\..\\\\local/{job}", "inbox/\\u0000", "inbox/" + new string('x', 1100),
        ];

        foreach (var key in keys)
        {
            using var response = await PostAsync(gateway, key);
            await GatewayHarness.ProblemAsync(response, 403, "source_not_allowed");
        }
    }

    [Fact]
    public async Task Submit_NoPrefixConfigured_IsRefused()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        Put(gateway, "inbox/report.pdf", GatewayHarness.Pdf);

        using var response = await PostAsync(gateway, "inbox/report.pdf");

        await GatewayHarness.ProblemAsync(response, 403, "source_not_allowed");
    }

    [Fact]
    public async Task Submit_ObjectIsNoDocument_IsTreatedAsAnUpload()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:ImportPrefix=inbox/", "Gateway:MaxUploadBytes=5000");
        Put(gateway, "inbox/notes.pdf", "no text\0"u8.ToArray());
        Put(gateway, "inbox/large.pdf", [.. "%PDF-1.7"u8, .. new byte[5000]]);

        using (var notThere = await PostAsync(gateway, "inbox/none.pdf"))
        {
            await GatewayHarness.ProblemAsync(notThere, 404, "source_not_found");
        }

        using (var noDocument = await PostAsync(gateway, "inbox/notes.pdf"))
        {
            await GatewayHarness.ProblemAsync(noDocument, 415, "unsupported_media_type");
        }

        using var tooLarge = await PostAsync(gateway, "inbox/large.pdf");
        await GatewayHarness.ProblemAsync(tooLarge, 413, "upload_too_large");
    }

    [Theory]
    [InlineData("Gateway:ImportPrefix=inbox")]
    [InlineData("Gateway:ImportPrefix=/")]
    [InlineData("Gateway:ImportPrefix=local/")]
    [InlineData("Gateway:ImportPrefix=local/x/")]
    [InlineData("Gateway:ImportPrefix=_jobs/")]
    [InlineData("Gateway:HttpSourceNetworks:0=127.0.0.1/33")]
    public async Task Start_UnsafeSetting_IsRefused(string setting)
    {
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--ObjectStore:LargeWrites=presigned", $"--{setting}",
        ];
        await using var app = GatewayService.Build(arguments);

        await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
    }

    private static Task<HttpResponseMessage> PostAsync(GatewayHarness gateway, string key) =>
        gateway.PostJsonAsync($$$"""{"source":{"kind":"s3","key":"{{{key}}}"}}""");

    private static void Put(GatewayHarness gateway, string key, byte[] content)
    {
        var path = Path.Combine(gateway.Runtime.ObjectFolder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
